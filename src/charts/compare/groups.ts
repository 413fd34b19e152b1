/** Chosen runs -> what is compared: groups with a name that tells them apart and a slot of their own. */
import type { RunRow } from '../../api/records'
import { groupBySetting, type SettingGroup } from '../../api/setting-groups'
import { QUARTILES_FROM } from '../../engine/statistics/curves'
import { slotCount } from '../slots'
import type { ComparisonState } from './state'

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

export const compareWords: CompareWords = {
  seed: (name, seed) => `${name}, seed ${seed}`,
  numbered: (name, id) => `${name} #${id}`,
}

/** By setting where one has trials enough for a band, unless something else was chosen: two runs are laid over each other as two curves. */
export function isGrouped(grouping: ComparisonState['grouping'], rows: readonly RunRow[]): boolean {
  if (grouping !== 'auto') return grouping === 'setting'
  return groupBySetting(rows).some(({ runs }) => runs.length >= QUARTILES_FROM)
}

/** In the order chosen. Grouped, the trials of one setting of one experiment are one curve; else each run is. */
export function compareGroups(rows: readonly RunRow[], grouped: boolean, words: CompareWords): ComparedGroup[] {
  const groups = grouped ? groupBySetting(rows) : rows.map((row) => ({ key: `run ${row.id}`, runs: [row] }))
  const labels = labelGroups(groups, words)
  const colours = assignSlots(groups.map(({ runs }) => runs[0]!.colour))
  return groups.map(({ key, runs }, i) => ({ key, label: labels[i]!, colour: colours[i]!, runs }))
}

/** Within one experiment, or several of one name, the setting is name enough; single trials add their seed; what still appears twice adds a number. */
function labelGroups(groups: readonly SettingGroup[], words: CompareWords): string[] {
  const firsts = groups.map(({ runs }) => runs[0]!)
  const oneExperiment = new Set(firsts.map(({ name, setting }) => (name.endsWith(setting) ? name.slice(0, name.length - setting.length) : name))).size === 1
  const names = shortPaths(firsts.map(({ name, setting }) => (oneExperiment && setting !== '' ? setting : name)))
  const repeatedName = repeatedIn(names)
  const seeded = groups.map(({ runs }, i) => (runs.length === 1 && repeatedName(names[i]!) ? words.seed(names[i]!, runs[0]!.seed) : names[i]!))
  const repeatedSeed = repeatedIn(seeded)
  return groups.map(({ runs }, i) => {
    const name = seeded[i]!
    const { id, experiment } = firsts[i]!
    return repeatedSeed(name) ? words.numbered(name, runs.length === 1 ? id : experiment) : name
  })
}

/** "optimizer.learningRate = 0.1" as "learningRate = 0.1", where that still tells all of them apart as before. */
function shortPaths(names: readonly string[]): string[] {
  const short = names.map((name) => name.replaceAll(/(^|[\s,])[\w.]*\.(\w+) = /g, '$1$2 = '))
  return new Set(short).size === new Set(names).size ? short : [...names]
}

function repeatedIn(names: readonly string[]): (name: string) => boolean {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return (name) => (counts.get(name) ?? 0) > 1
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
