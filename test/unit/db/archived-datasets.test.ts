/** Archives name the data sets of one's own that their runs train on, and an import says which of them are not there. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { datasetFolder, datasetPath, type NewDataset } from '../../../db/datasets'
import { digestBytes } from '../../../db/digest'
import type { WritableStore } from '../../../db/store'
import { importRuns } from '../../../src/cli/commands/archive'
import { createTerminal } from '../../../src/cli/terminal'
import { tableExperiment } from '../../../src/engine/config/table-experiment'
import { finishedRun, openWriter, startRun, temporaryFolder } from './fixtures'

const shape = { task: 'classification' as const, samples: 40, inputs: 2, outputs: 2 }

/** What a data set leaves behind where it is imported; nobody reads its numbers here. */
function addDataset(store: WritableStore, folder: string, name: string): string {
  const digest = digestBytes(name)
  mkdirSync(datasetFolder(folder), { recursive: true })
  writeFileSync(datasetPath(folder, digest), name)
  const dataset: NewDataset = {
    ...{ digest, name, ...shape, bytes: name.length },
    source: { file: `${name}.csv`, bytes: 1, sha256: digest },
    choices: { missing: 'refuse', constant: 'leave-out' },
    content: {
      inputs: [],
      target: { task: 'classification', name: 'kind', classes: [{ name: 'a', count: 20 }, { name: 'b', count: 20 }] }, // prettier-ignore
      ...{ dropped: 0, constant: [], warnings: [], first: { columns: [], rows: [] } },
    },
  }
  store.datasets.add(dataset)
  return digest
}

/** A run on it with each seed. */
function runsOn(store: WritableStore, digest: string, seeds: readonly number[]): number[] {
  const { data, network, loss } = tableExperiment({ name: 'set', set: { digest, ...shape }, rarestClass: 20, scalable: true })
  return seeds.map((seed) => {
    const run = startRun(store, { data, network, loss, seeds: { list: [seed] } })
    store.recorder.setStatus(run, 'stopped')
    return run
  })
}

/** A lab with two data sets, three runs on the one, one on the other, and one on none, and their archive. */
async function archived() {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  const [oaks, elms] = ['elms', 'oaks \u001b[31m'].map((name) => addDataset(store, folder, name)).reverse()
  const runs = [...runsOn(store, elms!, [1]), ...runsOn(store, oaks!, [1, 2, 3]), finishedRun(store)]
  const file = join(folder, 'runs.bplab')
  const { contentDigest } = await store.exportArchive({ runs, file, program: '0.1.0' })
  return { store, file, contentDigest, oaks: oaks!, elms: elms! }
}

test('what is missing is named with the runs that need it, whether they were added or here; all runs are added', async () => {
  const { store, file, oaks, elms } = await archived()
  const missing = [
    { digest: oaks, name: 'oaks \u001b[31m', runs: 3 },
    { digest: elms, name: 'elms', runs: 1 },
  ]
  const folder = temporaryFolder()
  const other = openWriter(folder)
  const report = await other.importArchive(file)
  expect([report.added.length, report.missing]).toEqual([5, missing])
  addDataset(other, folder, 'elms')
  const again = await other.importArchive(file)
  expect([again.present.length, again.missing]).toEqual([5, missing.slice(0, 1)])
  expect((await store.importArchive(file)).missing).toEqual([])
})

test('the terminal says what to do about it', async () => {
  const { file, oaks, elms } = await archived()
  let said = ''
  const terminal = createTerminal({ write: () => undefined }, { write: (text) => (said += text) })
  await importRuns({ folder: temporaryFolder(), terminal, json: false }, [file])
  expect(said).toContain(`Not in this lab: the data set "oaks \ufffd[31m", digest ${oaks.slice(0, 12)}, which 3 runs of the archive train on\n`)
  expect(said).toContain(`Not in this lab: the data set "elms", digest ${elms.slice(0, 12)}, which 1 run of the archive trains on\n`)
  expect(said).toContain(`"lab data export ${oaks.slice(0, 12)} --out FILE.bpdata"`)
  expect(said).toContain('"lab data import FILE.bpdata"')
})

test('a lab without the data passes the runs on without its name, and the archive holds the same', async () => {
  const { file, contentDigest, oaks, elms } = await archived()
  const folder = temporaryFolder()
  const between = openWriter(folder)
  const { added } = await between.importArchive(file)
  const passed = join(folder, 'passed.bplab')
  expect((await between.exportArchive({ runs: added.map(({ id }) => id), file: passed, program: '0.1.0' })).contentDigest).toBe(contentDigest)
  const nameless = [{ digest: oaks, name: null, runs: 3 }, { digest: elms, name: null, runs: 1 }] // prettier-ignore
  expect((await openWriter().importArchive(passed)).missing).toEqual(nameless)
})

test('an archive of version 3 has no names', async () => {
  const { file, oaks } = await archived()
  alter(file, 'DROP TABLE datasets; PRAGMA user_version = 3')
  const { added, missing } = await openWriter().importArchive(file)
  expect([added.length, missing[0]]).toEqual([5, { digest: oaks, name: null, runs: 3 }])
})

test.each([
  ['no digest', "UPDATE datasets SET digest = 'x'", 'datasets, row 1, digest'],
  ['no name', "UPDATE datasets SET name = ' '", 'datasets, row 1, name'],
  ['more than runs', "INSERT INTO datasets SELECT value, '', '' FROM json_each('[11, 12, 13, 14, 15]')", 'datasets: expected at most 5 rows'],
  ['a name of a megabyte', "UPDATE datasets SET name = printf('%.1000000c', 'x')", 'datasets, name: expected at most 65536 bytes'],
])('names that are none refuse the archive: %s', async (_what, change, place) => {
  const { file } = await archived()
  alter(file, change)
  await expect(openWriter().importArchive(file)).rejects.toThrow(place)
})

function alter(file: string, sql: string): void {
  const db = new Database(file)
  db.exec(sql)
  db.close()
}
