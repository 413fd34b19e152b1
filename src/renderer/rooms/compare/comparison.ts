/** Chosen runs -> what is compared: groups with a name that tells them apart and a slot of their own. */
import { slotCount } from '../../../charts/slots'
import type { RunRow } from '../../../api/records'
import { groupRuns, singleRuns, type RunGroup } from '../runs/grouping'

export interface ComparedGroup {
  key: string
  label: string
  /** Run slot, 1 to 10. */
  colour: number
  /** In order of their seeds. */
  runs: RunRow[]
}

export interface CompareWords {
  /** A run of an experiment, by its seed. */
  seed(name: string, seed: number): string
  /** A name that would appear twice, with the number that tells it apart. */
  numbered(name: string, id: number): string
}

/** In the order chosen. Grouped, the trials of one setting of one experiment are one curve; else each run is. */
export function compareGroups(rows: readonly RunRow[], grouped: boolean, words: CompareWords): ComparedGroup[] {
  const groups = grouped ? groupRuns(rows) : singleRuns(rows)
  const labels = labelGroups(groups, words)
  const colours = assignSlots(groups.map((group) => group.colour))
  return groups.map((group, i) => ({ key: group.key, label: labels[i]!, colour: colours[i]!, runs: group.runs }))
}

/** Within one experiment the setting is name enough; single trials add their seed; what still appears twice adds a number. */
function labelGroups(groups: readonly RunGroup[], words: CompareWords): string[] {
  const oneExperiment = new Set(groups.map((group) => group.experiment)).size === 1
  const single = groups.filter((group) => group.runs.length === 1).length > 0
  const names = groups.map(({ name, runs }) => (oneExperiment && runs[0]!.setting !== '' ? runs[0]!.setting : name))
  const repeated = (list: readonly string[], name: string) => list.filter((one) => one === name).length > 1
  const seeded = groups.map(({ runs }, i) => (single && runs.length === 1 && repeated(names, names[i]!) ? words.seed(names[i]!, runs[0]!.seed) : names[i]!))
  return groups.map(({ runs, experiment }, i) => {
    const name = seeded[i]!
    return repeated(seeded, name) ? words.numbered(name, runs.length === 1 ? runs[0]!.id : experiment) : name
  })
}

/** Each keeps its slot as long as it is free; one that is taken gives way to the next free one. Beyond ten the least used repeat. */
export function assignSlots(wanted: readonly number[]): number[] {
  const uses = new Map<number, number>()
  return wanted.map((slot) => {
    const from = Array.from({ length: slotCount }, (_, step) => ((slot - 1 + step) % slotCount) + 1)
    const given = from.reduce((best, one) => ((uses.get(one) ?? 0) < (uses.get(best) ?? 0) ? one : best))
    uses.set(given, (uses.get(given) ?? 0) + 1)
    return given
  })
}

/** Run ids from an address such as `?runs=3,4,5`: whole numbers above zero, each once. */
export function parseIds(text: unknown): number[] {
  if (typeof text !== 'string') return []
  return [...new Set(text.split(',').filter((part) => /^[1-9]\d{0,14}$/.test(part)).map(Number))] // prettier-ignore
}
