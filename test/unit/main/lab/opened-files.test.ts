/** Files that the system opens with the lab: what becomes a transfer, what is refused in words, and what an archive says before it is taken. */
import { copyFileSync, mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { kindOfFile, mostFigureBytes, type OpenedFile } from '../../../../src/api/opened-file'
import { writeMistake } from '../../../../src/main/mistakes/log'
import { temporaryFolder } from '../../db/fixtures'
import { openLab } from './fixtures'

const corpus = 'test/fuzz/corpus/archive/accepted/two-runs.bplab'
const dataset = 'test/fuzz/corpus/dataset/accepted/table.bpdata'

async function opened(...paths: string[]): Promise<{ files: OpenedFile[]; client: ReturnType<typeof openLab>['client'] }> {
  const waiting = [...paths]
  const { client } = openLab({ takeOpened: () => waiting.splice(0) })
  return { files: await client.call('files.opened', {}), client }
}

test('kinds are told by the ending alone, whatever its case', () => {
  expect(['a.bplab', 'B.PNG', 'c.svg', 'd.onnx', 'e.SafeTensors', 'g.bpdata', 'f.txt', 'bplab', 'a.bplab.exe', ''].map(kindOfFile)).toEqual([
    'archive',
    'figure',
    'figure',
    'model',
    'model',
    'dataset',
    null,
    null,
    null,
    null,
  ])
})

test('an archive is looked at, and taken only then', async () => {
  const { files, client } = await opened(corpus)
  const [file] = files
  if (file === undefined || !('transfer' in file)) throw new Error(JSON.stringify(files))
  expect(file).toMatchObject({ name: 'two-runs.bplab', kind: 'archive', bytes: readFileSync(corpus).length })
  const summary = await client.call('archives.look', { transfer: file.transfer })
  expect(summary).toMatchObject({ runs: 2, bytes: file.bytes })
  expect(summary.names).toHaveLength(Math.min(5, summary.experiments))
  expect(await client.call('runs.list', {})).toEqual([])
  const report = await client.call('archives.import', { transfer: file.transfer })
  expect(report.added).toHaveLength(2)
  expect(report.added[0]?.name).toContain(summary.names[0])
  // Each once.
  expect(await client.call('files.opened', {})).toEqual([])
})

test('what is done with a file is done with what it was when it was opened', async () => {
  const path = join(temporaryFolder(), 'runs.bplab')
  copyFileSync(corpus, path)
  const { files, client } = await opened(path)
  writeFileSync(path, 'something else')
  const [file] = files
  if (file === undefined || !('transfer' in file)) throw new Error(JSON.stringify(files))
  expect((await client.call('archives.look', { transfer: file.transfer })).runs).toBe(2)
})

test('each file that cannot be taken says why, and keeps none of the others', async () => {
  const folder = temporaryFolder()
  const at = (name: string) => join(folder, name)
  mkdirSync(at('folder.bplab'))
  writeFileSync(at('notes.txt'), 'text')
  writeFileSync(at('large.png'), '')
  truncateSync(at('large.png'), mostFigureBytes + 1)
  writeFileSync(at('figure.svg'), '<svg/>')
  symlinkSync('/dev/zero', at('endless.bplab'))
  const { files } = await opened(at('missing.bplab'), at('folder.bplab'), at('notes.txt'), at('large.png'), at('endless.bplab'), at('figure.svg'))
  expect(files.map((file) => ('problem' in file ? file.problem : `${file.kind} ${file.bytes}`))).toEqual([
    'missing.bplab cannot be read (ENOENT)',
    'folder.bplab is no file',
    "notes.txt is none of the lab's files: it opens archives (.bplab), figures (.png, .svg), models (.onnx, .safetensors) and data sets (.bpdata)",
    'large.png has 67108865 bytes; the lab reads at most 67108864 of its kind',
    'endless.bplab is no file',
    'figure 6',
  ])
})

test('a data set is looked at, and taken only then', async () => {
  const path = join(temporaryFolder(), 'shapes.bpdata')
  copyFileSync(dataset, path)
  const { files, client } = await opened(path)
  writeFileSync(path, 'something else')
  const [file] = files
  if (file === undefined || !('transfer' in file)) throw new Error(JSON.stringify(files))
  expect(file).toMatchObject({ name: 'shapes.bpdata', kind: 'dataset', bytes: readFileSync(dataset).length })
  const received = { transfer: file.transfer, fileName: file.name }
  const summary = await client.call('datasets.look', received)
  expect(summary.present).toBe(false)
  expect(await client.call('datasets.list', {})).toEqual([])
  const { row } = await client.call('datasets.importFile', received)
  expect(row).toMatchObject({ name: summary.name, digest: summary.digest, samples: summary.samples, inputs: summary.inputs })
  // Again, as from another lab: it says that it is here.
  const again = await client.call('archives.receive', { transfer: null, offset: 0, bytes: new Uint8Array(readFileSync(dataset)) })
  expect(await client.call('datasets.look', { transfer: again.transfer, fileName: 'shapes.bpdata' })).toEqual({ ...summary, present: true })
})

test('a file that is no data set is not taken for one', async () => {
  const path = join(temporaryFolder(), 'other.bpdata')
  writeFileSync(path, 'a text of more than twelve bytes')
  const { files, client } = await opened(path)
  const [file] = files
  if (file === undefined || !('transfer' in file)) throw new Error(JSON.stringify(files))
  const look = client.call('datasets.look', { transfer: file.transfer, fileName: file.name })
  await expect(look).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('other.bpdata: this is no data set of Backprop Lab') })
})

test('a file that is no archive is not taken for one', async () => {
  const path = join(temporaryFolder(), 'other.bplab')
  writeFileSync(path, 'text')
  const { files, client } = await opened(path)
  const [file] = files
  if (file === undefined || !('transfer' in file)) throw new Error(JSON.stringify(files))
  await expect(client.call('archives.look', { transfer: file.transfer })).rejects.toMatchObject({ code: 'data' })
})

test('diagnostics name versions, sizes and mistakes, and no run', async () => {
  const folder = temporaryFolder()
  const { client } = openLab({ folder })
  const transfer = await sendArchive(client)
  const { added } = await client.call('archives.import', { transfer })
  writeMistake(folder, { at: '2026-03-01T10:00:00.000Z', where: 'window', name: 'TypeError', message: `x is no function in ${folder}`, frames: [] })
  const { text } = await client.call('app.diagnostics')
  expect(text).toContain('Backprop Lab 1 (terminal)')
  expect(text).toContain(`${added.length} runs`)
  expect(text).toContain('window: TypeError: x is no function in <data>')
  expect(text).not.toContain(folder)
  for (const { name } of added) expect(text).not.toContain(name)
})

async function sendArchive(client: ReturnType<typeof openLab>['client']): Promise<string> {
  return (await client.call('archives.receive', { transfer: null, offset: 0, bytes: new Uint8Array(readFileSync(corpus)) })).transfer
}
