/** A table on its way into the lab: stored once, named by an experiment, trained on, and removed. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { datasetFolder, datasetPath } from '../../../../db/datasets'
import { namedSetOfRow, storedSetOfRow, tableChoices, type ImportProgress } from '../../../../src/api/datasets'
import { dataSchema } from '../../../../src/engine/config/data'
import { tableExperiment } from '../../../../src/engine/config/table-experiment'
import { importFile } from '../../../../src/main/lab/datasets/import-file'
import { openWriter, temporaryFolder } from '../../db/fixtures'
import { openLab } from './fixtures'

const text = `x,y,kind\n${Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i % 2 ? 'odd' : 'even'}`).join('\n')}\n`

describe('importing a file', () => {
  const importText = (folder: string, content: string, signal?: AbortSignal) => {
    const path = join(folder, 'rows.csv')
    writeFileSync(path, content)
    const told: ImportProgress[] = []
    const watch = { onProgress: (progress: ImportProgress) => told.push(progress), ...(signal && { signal }) }
    return { told, done: importFile({ folder, path, fileName: 'rows.csv', choices: tableChoices.parse({}) }, watch) }
  }

  test('stores it under the SHA-256 of what is stored, and tells how far it is', async () => {
    const folder = temporaryFolder()
    const { told, done } = importText(folder, text)
    const dataset = await done
    expect(dataset).toMatchObject({ name: 'rows', task: 'classification', samples: 40, inputs: 2, outputs: 2 })
    const stored = readFileSync(datasetPath(folder, dataset.digest))
    expect(createHash('sha256').update(stored).digest('hex')).toBe(dataset.digest)
    expect(dataset.source).toEqual({ file: 'rows.csv', bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') })
    expect(told.at(0)).toEqual({ done: text.length, total: 2 * text.length })
    expect(readdirSync(datasetFolder(folder))).toEqual([`${dataset.digest}.bin`])
  })

  test('leaves nothing of a file that is wrong, or of an import that was ended', async () => {
    const folder = temporaryFolder()
    await expect(importText(folder, `${text}1,2\n`).done).rejects.toMatchObject({
      code: 'data',
      message: 'rows.csv, line 42: expected 3 cells as in line 1, found 2. Nothing was added',
    })
    const ended = importText(folder, text, AbortSignal.abort())
    await expect(ended.done).rejects.toMatchObject({ code: 'closed' })
    expect(readdirSync(datasetFolder(folder))).toEqual([])
  })

  test('clears away what a killed import has left', async () => {
    const folder = temporaryFolder()
    const first = await importText(folder, text).done
    writeFileSync(join(datasetFolder(folder), 'import.part'), 'half')
    writeFileSync(join(datasetFolder(folder), 'import.targets.part'), 'half')
    expect((await importText(folder, text).done).digest).toBe(first.digest)
    expect(readdirSync(datasetFolder(folder))).toEqual([`${first.digest}.bin`])
  })
})

describe('the lab', () => {
  const send = async (lab: ReturnType<typeof openLab>, content: string) => {
    const { transfer } = await lab.client.call('archives.receive', { transfer: null, offset: 0, bytes: new TextEncoder().encode(content) })
    return lab.client.call('datasets.import', { transfer, fileName: 'rows.csv', choices: {} })
  }

  test('keeps a data set once, lists it and gives its file', async () => {
    const lab = openLab()
    const { row, present } = await send(lab, text)
    expect([present, row.name, (await send(lab, text)).present]).toEqual([false, 'rows', true])
    expect(await lab.client.call('datasets.list', {})).toEqual([row])
    const { bytes, size } = await lab.client.call('datasets.read', { digest: row.digest, offset: 0 })
    expect([size, createHash('sha256').update(bytes).digest('hex')]).toEqual([row.bytes, row.digest])
  })

  test('gives the training process the path of what an experiment names', async () => {
    const folder = temporaryFolder()
    const lab = openLab({ folder })
    const { row } = await send(lab, text)
    const config = tableExperiment(namedSetOfRow(row))
    await lab.client.call('experiments.start', { config })
    expect(lab.trainer.commands('start').map(({ dataset }) => dataset)).toEqual([datasetPath(folder, row.digest)])
  })

  test('finds in its check a data set that is damaged or gone', async () => {
    const folder = temporaryFolder()
    const lab = openLab({ folder })
    const { row } = await send(lab, text)
    const problems = async () => (await lab.client.call('storage.check', {})).problems
    expect(await problems()).toEqual([])
    const path = datasetPath(folder, row.digest)
    const bytes = readFileSync(path)
    bytes[70]! ^= 1
    writeFileSync(path, bytes)
    expect(await problems()).toEqual([
      { kind: 'dataset', run: null, message: `The data set "rows" (${row.digest}) is not the one that was stored: import its file again` },
    ])
    rmSync(path)
    expect(await problems()).toEqual([{ kind: 'dataset', run: null, message: `The data set "rows" (${row.digest}) is missing: import its file again` }])
  })

  test('refuses an experiment on a data set that it does not have, or has otherwise', async () => {
    const lab = openLab()
    const { row } = await send(lab, text)
    const set = storedSetOfRow(row)
    const start = (changed: typeof set) => lab.client.call('experiments.start', { config: tableExperiment({ ...namedSetOfRow(row), set: changed }) })
    await expect(start({ ...set, digest: 'ab'.repeat(32) })).rejects.toMatchObject({ code: 'invalid', field: 'data.set.digest' })
    await expect(start({ ...set, samples: 41 })).rejects.toMatchObject({ code: 'invalid', field: 'data.set.samples' })
  })

  test('gives a data set along as a file, which is the same data set in another lab', async () => {
    const here = openLab()
    const { row } = await send(here, text)
    const { transfer, bytes } = await here.client.call('datasets.export', { digest: row.digest })
    const file = (await here.client.call('archives.read', { transfer, offset: 0 })).bytes
    expect(file.length).toBe(bytes)

    const folder = temporaryFolder()
    const there = openLab({ folder })
    const bring = async (content: Uint8Array) => {
      const received = await there.client.call('archives.receive', { transfer: null, offset: 0, bytes: content })
      return there.client.call('datasets.importFile', { transfer: received.transfer, fileName: 'rows.bpdata' })
    }
    const damaged = file.with(file.length - 1, file.at(-1)! ^ 1)
    await expect(bring(damaged)).rejects.toThrow('rows.bpdata is damaged: its numbers are not those of its digest')
    await expect(bring(file.subarray(0, file.length - 1))).rejects.toThrow(`expected ${row.bytes} bytes for 40 samples of 2 inputs, found ${row.bytes - 1}`)
    await expect(bring(file.with(8, 255))).rejects.toThrow('rows.bpdata: ')
    await expect(bring(file.with(0, 0))).rejects.toThrow('rows.bpdata: this is no data set of Backprop Lab')
    const said = new TextDecoder().decode(file).replace('"samples":40', '"samples":41')
    await expect(bring(new TextEncoder().encode(said))).rejects.toMatchObject({ code: 'data' })
    // Not even begun: what is said of it, and its digest, come first.
    expect(existsSync(datasetFolder(folder))).toBe(false)

    const { row: brought, present } = await bring(file)
    expect([present, { ...brought, importedAt: row.importedAt }]).toEqual([false, row])
    expect(readFileSync(datasetPath(folder, row.digest)).length).toBe(row.bytes)
    expect((await bring(file)).present).toBe(true)
  })

  test('keeps with samples of the playground where they are from, and so does their file', async () => {
    const here = openLab()
    const played = {
      ...{ from: 'Moons', data: dataSchema.parse({ source: 'moons' }), seed: 3, of: 40, moved: 2 },
      noise: { times: 1, deviation: 0.1 },
    }
    const bytes = new TextEncoder().encode(text)
    const { transfer } = await here.client.call('archives.receive', { transfer: null, offset: 0, bytes })
    const { row } = await here.client.call('datasets.import', { transfer, fileName: 'moons.csv', choices: { name: 'Moons, played' }, played })
    expect([row.name, row.source.played]).toEqual(['Moons, played', played])

    const out = await here.client.call('datasets.export', { digest: row.digest })
    const file = (await here.client.call('archives.read', { transfer: out.transfer, offset: 0 })).bytes
    const there = openLab({ folder: temporaryFolder() })
    const received = await there.client.call('archives.receive', { transfer: null, offset: 0, bytes: file })
    const brought = await there.client.call('datasets.importFile', { transfer: received.transfer, fileName: 'moons.bpdata' })
    expect(brought.row.source).toEqual(row.source)
  })

  test('removes one for good, but not one that runs train on unless that is wanted', async () => {
    const folder = temporaryFolder()
    const lab = openLab({ folder })
    const { row } = await send(lab, text)
    await lab.client.call('experiments.start', { config: tableExperiment(namedSetOfRow(row)) })
    await expect(lab.client.call('datasets.remove', { digest: row.digest })).rejects.toMatchObject({ code: 'conflict' })
    await lab.client.call('datasets.remove', { digest: row.digest, evenIfUsed: true })
    expect(existsSync(datasetPath(folder, row.digest))).toBe(false)
    expect(await lab.client.call('datasets.list', {})).toEqual([])
  })
})

test('a data set is found by its name or the beginning of its digest', () => {
  const { datasets } = openWriter()
  const content = { inputs: [], target: { task: 'regression' as const, columns: [] }, dialect: { delimiter: ',' as const, decimal: '.' as const, header: true }, dropped: 0, constant: [], warnings: [], first: { columns: [], rows: [] } } // prettier-ignore
  const shape = { task: 'regression' as const, samples: 2, inputs: 1, outputs: 1, bytes: 100 }
  const add = (digest: string, name: string) =>
    datasets.add({ digest, name, ...shape, source: { file: 'f', bytes: 1, sha256: digest }, choices: tableChoices.parse({}), content })
  const [one, two] = ['aa'.repeat(32), `${'ab'.repeat(31)}cd`]
  add(one, 'first')
  add(two, 'second')
  add('ff'.repeat(32), 'second')
  expect(datasets.get('first').digest).toBe(one)
  expect(datasets.get('ababab').digest).toBe(two)
  expect(() => datasets.get('third')).toThrow('There is no data set "third" in this lab')
  expect(() => datasets.get('second')).toThrow('2 data sets are called "second": name one by its digest')
})
