/** `lab data` and `lab train --table`: what is printed, and what is left in the data folder. */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { datasetFolder } from '../../../db/datasets'
import { experimentOnTable, exportData, importData, listData, removeData, showData } from '../../../src/cli/commands/data'
import type { ImportWords } from '../../../src/cli/data-commands'
import { chooseExperiment } from '../../../src/cli/experiment-choice'
import type { Interruption } from '../../../src/cli/interruption'
import type { RunsContext } from '../../../src/cli/commands/runs'
import { temporaryFolder } from '../db/fixtures'

const usual: ImportWords = { missing: 'refuse', constant: 'leave-out' }
const rows = `size;weight;kind\n${Array.from({ length: 30 }, (_, i) => `${i},5;${i * 2};${i % 3 === 0 ? 'oak' : 'elm'}`).join('\n')}\n`

function setUp(json = true) {
  const folder = temporaryFolder()
  const file = join(folder, 'trees.csv')
  writeFileSync(file, rows)
  const printed: string[] = []
  const noted: string[] = []
  const terminal = { print: (line: string) => printed.push(line), note: (line: string) => noted.push(line), progress: () => undefined, interactive: false }
  const context: RunsContext = { folder, terminal, json }
  const interruption: Interruption = { signal: new AbortController().signal, exitCode: 0, release: () => undefined }
  const add = (words: Partial<ImportWords> = {}) => importData(context, file, { ...usual, ...words }, interruption)
  return { folder, file, printed, noted, context, add, interruption }
}

test('a file is imported, listed, shown, named by an experiment, and removed', async () => {
  const { folder, printed, context, add } = setUp()
  expect(await add()).toBeNull()
  const { data, present } = JSON.parse(printed[0] ?? '')
  expect([present, data.name, data.task, data.samples, data.inputs, data.outputs]).toEqual([false, 'trees', 'classification', 30, 2, 2])
  expect(data.content.target.classes).toEqual([{ name: 'elm', count: 20 }, { name: 'oak', count: 10 }]) // prettier-ignore
  await add()
  expect(JSON.parse(printed[1] ?? '').present).toBe(true)
  listData(context)
  expect(JSON.parse(printed[2] ?? '').data).toEqual([data])
  showData(context, 'trees')
  const shown = JSON.parse(printed[3] ?? '')
  expect(shown).toMatchObject({
    data,
    runs: 0,
    config: { source: 'table', set: { digest: data.digest, task: 'classification', samples: 30, inputs: 2, outputs: 2 } },
  })
  const experiment = chooseExperiment({ table: 'trees', epochs: 3, set: ['network.layers.0.units=5'] }, (name) => experimentOnTable(folder, name))
  expect(experiment).toMatchObject({
    name: 'trees',
    epochs: 3,
    data: shown.config,
    network: { layers: [{ units: 5 }, { units: 2 }] },
    loss: { name: 'cross_entropy' },
  })
  removeData(context, data.digest.slice(0, 8), false)
  expect(JSON.parse(printed[4] ?? '')).toEqual({ removed: data.digest })
  expect(readdirSync(datasetFolder(folder))).toEqual([])
})

test('a data set goes along as a file, and is the same in another lab', async () => {
  const { folder, printed, context, add, interruption } = setUp()
  await add()
  const { data } = JSON.parse(printed[0] ?? '')
  const out = join(folder, 'trees.bpdata')
  await exportData(context, 'trees', out)
  expect(JSON.parse(printed[1] ?? '')).toMatchObject({ file: out, digest: data.digest })
  await expect(exportData(context, 'trees', out)).rejects.toMatchObject({ code: 'conflict' })
  const other = { ...context, folder: temporaryFolder() }
  await importData(other, out, usual, interruption)
  expect(JSON.parse(printed[2] ?? '').data).toEqual({ ...data, importedAt: expect.any(String) })
})

test('samples that were kept in the playground say what was played', async () => {
  const { context, printed, interruption } = setUp(false)
  await importData(context, 'test/fuzz/corpus/dataset/accepted/played.bpdata', usual, interruption)
  printed.length = 0
  showData(context, 'Two moons, seed 3, played')
  expect(printed.join('\n')).toContain('Played    Two moons with seed 3: 2 samples moved, noise of deviation 0.1 added')
})

test('choices of the command line reach the import', async () => {
  const { printed, add } = setUp()
  await add({ name: 'Trees', target: ['weight'], task: 'regression', category: ['size'], ignore: ['kind'] })
  const { data } = JSON.parse(printed[0] ?? '')
  expect(data).toMatchObject({ name: 'Trees', task: 'regression', inputs: 30, outputs: 1 })
})

test('a preview shows what the file is taken for, and imports nothing', async () => {
  const { folder, printed, context, file, interruption } = setUp(false)
  await importData(context, file, { ...usual, preview: true }, interruption)
  expect(printed[0]).toBe('Delimiter semicolon, decimal sign comma, the first row names the columns; the last column is for classification.')
  expect(printed[1]).toMatch(/^size \(number\) +weight \(number\) +kind \(category\)$/)
  expect(readdirSync(folder)).toEqual(['trees.csv'])
})

test('what is wrong is said with its line and column, and nothing is kept', async () => {
  const { folder, context, file, add, interruption } = setUp()
  writeFileSync(file, rows.replace('7,5;14', '7,5;'))
  await expect(add()).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('trees.csv, line 9, column "weight": a value is missing') })
  await expect(importData(context, join(folder, 'none.csv'), usual, interruption)).rejects.toMatchObject({
    code: 'data',
    message: expect.stringContaining('ENOENT'),
  })
  await expect(importData(context, folder, usual, interruption)).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('has no PNG picture') })
  expect(readdirSync(datasetFolder(folder))).toEqual([])
  expect(() => showData(context, 'trees')).toThrow('There is no data set "trees" in this lab')
})

test('an import that is ended says so and ends with the code of the signal', async () => {
  const { folder, noted, context, file } = setUp()
  const code = await importData(context, file, usual, { signal: AbortSignal.abort(), exitCode: 130, release: () => undefined })
  expect([code, noted.at(-1)]).toEqual([130, 'The import was ended; nothing was added'])
  expect(readdirSync(datasetFolder(folder))).toEqual([])
})
