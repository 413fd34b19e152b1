/** Fields of the runs' configurations: which there are, which values they have, and a group's value in words. */
import { configFields, type ConfigFields } from '../../../api/filter/config-fields'
import { runFields } from '../../../api/filter/fields'
import type { RunRow } from '../../../api/records'
import { format } from '../../format'

/** Taken apart once; equal configurations have equal digests. */
const known = new Map<string, ConfigFields>()

export function fieldsOf({ configDigest, config }: RunRow): ConfigFields {
  const fields = known.get(configDigest) ?? configFields(config)
  known.set(configDigest, fields)
  return fields
}

/** Names are gathered from so many configurations at most: they repeat. */
const mostConfigurations = 300

/** All fields that a filter may name: of a run, then those of the configurations that come first. */
export function fieldNames(rows: readonly RunRow[]): string[] {
  const names = new Set<string>(Object.keys(runFields))
  const seen = new Set<string>()
  for (const row of rows) {
    if (seen.has(row.configDigest)) continue
    seen.add(row.configDigest)
    for (const name of fieldsOf(row).keys()) names.add(name)
    if (seen.size >= mostConfigurations) break
  }
  return [...names]
}

const ofRow: Readonly<Record<string, (row: RunRow) => readonly string[]>> = {
  name: ({ name }) => [name],
  setting: ({ setting }) => (setting === '' ? [] : [setting]),
  status: ({ status }) => [status],
  tag: ({ tags }) => tags,
  'rate.changes': ({ rateChanges }) => [String(rateChanges.length)],
  verified: ({ verified }) => (verified === null ? [] : [verified.status]),
  seed: ({ seed }) => [String(seed)],
  pinned: () => ['true', 'false'],
  archived: () => ['true', 'false'],
  locked: () => ['true', 'false'],
  created: ({ createdAt }) => [createdAt.slice(0, 10)],
  finished: ({ finishedAt }) => (finishedAt === null ? [] : [finishedAt.slice(0, 10)]),
}

/** Values that runs have in a field, the most frequent first; numbers that every run has its own of are left out. */
export function fieldValues(rows: readonly RunRow[], field: string): string[] {
  const counts = new Map<string, number>()
  for (const row of rows) {
    const value = fieldsOf(row).get(field)
    const values = ofRow[field]?.(row) ?? (value === undefined || value === null ? [] : [String(value)])
    for (const one of values) counts.set(one, (counts.get(one) ?? 0) + 1)
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value]) => value)
}

/** The value that all runs share, else how many there are. */
export function fieldWords(runs: readonly RunRow[], field: string, several: (count: number) => string): string {
  const values = new Set(runs.map((run) => fieldsOf(run).get(field) ?? null))
  if (values.size > 1) return several(values.size)
  const [value] = values
  return value === null || value === undefined ? '' : typeof value === 'number' ? format.short(value, 6) : String(value)
}
