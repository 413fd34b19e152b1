/** Imported data sets as the training process reads them: what the configuration names, or a reason in words. */
import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { trialSchema } from '../../../src/engine/config/experiment'
import type { StoredSetConfig } from '../../../src/engine/config/stored-set'
import { encodeStoredHeader, firstStoredRows, storedLayout, type StoredShape } from '../../../src/engine/data/stored-table'
import { readStoredTable } from '../../../src/trainer/stored-tables'
import { loadTrialData } from '../../../src/trainer/trial-data'

/** A file of rows [i, 10 i] with the classes 0, 1, 0, 1 or with the value i / 2. */
function storedFile(task: StoredShape['task'], samples: number): { path: string; bytes: Uint8Array; set: StoredSetConfig } {
  const shape: StoredShape = { task, samples, inputs: 2, outputs: task === 'classification' ? 2 : 1 }
  const layout = storedLayout(shape)
  const bytes = new Uint8Array(layout.bytes)
  bytes.set(encodeStoredHeader(shape))
  new Float32Array(bytes.buffer, layout.features.start, 2 * samples).set(Array.from({ length: samples }, (_, i) => [i, 10 * i]).flat())
  if (task === 'classification')
    bytes.set(Array.from({ length: samples }, (_, i) => i % 2), layout.targets.start) // prettier-ignore
  else new Float64Array(bytes.buffer, layout.targets.start, samples).set(Array.from({ length: samples }, (_, i) => i / 2))
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-table-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'table.bin')
  writeFileSync(path, bytes)
  return { path, bytes, set: { digest: createHash('sha256').update(bytes).digest('hex'), ...shape } }
}

const trial = (set: StoredSetConfig, changes: object = {}) =>
  trialSchema.parse({
    data: { source: 'table', set, ...changes },
    network: { layers: [{ units: set.outputs }] },
    loss: set.task === 'classification' ? 'cross_entropy' : 'mse',
    optimizer: 'adam',
    epochs: 1,
    validation: { kind: 'holdout', fraction: 0.25 },
  })

test.each(['classification', 'regression'] as const)('a data set of %s comes as it was stored, in memory that threads share', (task) => {
  const { path, set } = storedFile(task, 8)
  const { data, digest } = readStoredTable(path, set)
  expect(digest).toBe(set.digest)
  expect(data.features.values.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect([...data.features.values.subarray(0, 6)]).toEqual([0, 0, 1, 10, 2, 20])
  expect(data.targets.kind === 'classes' ? [...data.targets.labels] : [...data.targets.values]).toEqual(
    task === 'classification' ? [0, 1, 0, 1, 0, 1, 0, 1] : [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5],
  )
})

test('a trial takes a part of it without a copy of its features, and its digest says which part', () => {
  const { path, set } = storedFile('regression', 8)
  const training = readStoredTable(path, set)
  const load = (seed: number, changes: object = {}) => loadTrialData(trial(set, changes), seed, { training, test: null })
  const { data, digest } = load(1)
  expect([data.training.samples, data.validation?.samples]).toEqual([6, 2])
  expect(data.training.features.values).toBe(training.data.features.values)
  const rows = [...(data.training.features.rows ?? []), ...(data.validation?.features.rows ?? [])]
  expect(rows.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  expect(load(1).digest).toBe(digest)
  expect(load(2).digest).not.toBe(digest)
  // Scaling is fitted on the training part alone: the mean of the rows that it has.
  const kept = [...(data.training.features.rows ?? [])]
  const mean = kept.reduce((sum, row) => sum + row, 0) / kept.length
  expect(load(1, { scaling: 'standard' }).data.training.features.scaling?.shift[0]).toBeCloseTo(mean, 12)
})

test('its first samples are known from the beginning of the file', () => {
  const { bytes, set } = storedFile('regression', 8)
  // 64 bytes of header, then 8 bytes a sample: 81 bytes hold two whole ones.
  expect([...firstStoredRows(bytes.subarray(0, 81), set)]).toEqual([0, 0, 1, 10])
  expect([...firstStoredRows(bytes, set)]).toHaveLength(16)
  expect([...firstStoredRows(bytes.subarray(0, 10), set)]).toEqual([])
})

test('what is missing, damaged or another is said in words that say what to do', () => {
  const { path, bytes, set } = storedFile('classification', 8)
  const named = `The data set that this run trains on (SHA-256 ${set.digest})`
  expect(() => readStoredTable(undefined, set)).toThrow(`${named} is not in this lab: import its file again`)
  expect(() => readStoredTable(`${path}.gone`, set)).toThrow(`${named} cannot be opened: ENOENT`)
  expect(() => readStoredTable(path, { ...set, samples: 9 })).toThrow(`${named} is classification, 8, 2, 2: set data.set as "lab data show" prints it`)
  bytes[80]! ^= 1
  writeFileSync(path, bytes)
  expect(() => readStoredTable(path, set)).toThrow(`${named} is damaged: its SHA-256 is another`)
  writeFileSync(path, bytes.subarray(0, bytes.length - 1))
  expect(() => readStoredTable(path, set)).toThrow(`expected ${bytes.length} bytes for 8 samples of 2 inputs, found ${bytes.length - 1}`)
  writeFileSync(path, 'BPLDATA1')
  expect(() => readStoredTable(path, set)).toThrow('is damaged')
})
