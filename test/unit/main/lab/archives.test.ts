/** Archives through the one door: made, carried in pieces, and added in another lab. */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { archivePiece } from '../../../../src/api/archive'
import type { LabClient } from '../../../../src/api/client'
import { checkpoint, epochRecord, lineExperiment, model, temporaryFolder } from '../../db/fixtures'
import { openLab } from './fixtures'

/** A stopped run whose model fills several pieces. */
async function stoppedRun({ client, trainer }: ReturnType<typeof openLab>): Promise<number> {
  const { runs } = await client.call('experiments.start', { config: lineExperiment() })
  const run = runs[0]!.id
  trainer.report({ type: 'started', run, kernels: 'reference', engineVersion: '1', dataDigest: 'd'.repeat(64) })
  const models = [
    model(
      'last',
      1,
      Array.from({ length: archivePiece * 2 }, (_, i) => i % 251),
    ),
  ]
  trainer.report({ type: 'batch', batch: 1, run, epochs: [epochRecord(0, 2), epochRecord(1, 1)], models, checkpoint: checkpoint(1) })
  trainer.report({ type: 'finished', run, status: 'stopped', failure: null })
  return run
}

async function download(client: LabClient, transfer: string): Promise<Uint8Array[]> {
  const pieces: Uint8Array[] = []
  for (let offset = 0; ;) {
    const { bytes, size } = await client.call('archives.read', { transfer, offset })
    pieces.push(bytes)
    offset += bytes.length
    if (offset >= size) return pieces
  }
}

async function upload(client: LabClient, pieces: readonly Uint8Array[]): Promise<string> {
  let transfer: string | null = null
  let offset = 0
  for (const bytes of pieces) {
    const answer: { transfer: string; size: number } = await client.call('archives.receive', { transfer, offset, bytes })
    transfer = answer.transfer
    offset += bytes.length
    expect(answer.size).toBe(offset)
  }
  return transfer ?? ''
}

test('runs go from one lab to another in pieces, and are shown there', async () => {
  const here = openLab()
  const run = await stoppedRun(here)
  const created = await here.client.call('archives.create', { runs: [run] })
  const pieces = await download(here.client, created.transfer)
  expect(pieces.length).toBeGreaterThan(2)
  expect(pieces.every(({ length }) => length <= archivePiece)).toBe(true)
  await here.client.call('archives.end', { transfer: created.transfer })
  await expect(here.client.call('archives.read', { transfer: created.transfer, offset: 0 })).rejects.toMatchObject({ code: 'not-found' })

  const folder = temporaryFolder()
  const there = openLab({ folder })
  const report = await there.client.call('archives.import', { transfer: await upload(there.client, pieces) })
  expect(report).toMatchObject({ contentDigest: created.contentDigest, present: [], refused: [], added: [{ id: 1, status: 'stopped', epochsDone: 1 }] })
  expect(there.trainer.shown('run').map(({ id, status }) => [id, status])).toEqual([[1, 'stopped']])
  const { file } = await there.client.call('models.get', { run: 1, kind: 'last' })
  expect(file.length).toBe(archivePiece * 2)
  expect(readdirSync(join(folder, 'transfers'))).toEqual([])
  await there.lab.close()
  expect(existsSync(join(folder, 'transfers'))).toBe(false)
})

test('what is no archive is refused and does not stay', async () => {
  const folder = temporaryFolder()
  const { client } = openLab({ folder })
  const transfer = await upload(client, [Uint8Array.from([1, 2, 3])])
  await expect(client.call('archives.import', { transfer })).rejects.toMatchObject({ code: 'data', message: expect.stringContaining('no archive') })
  expect(readdirSync(join(folder, 'transfers'))).toEqual([])
  expect(await client.call('runs.list', {})).toEqual([])
})

test('pieces follow one another, are small, and belong to a transfer that was begun', async () => {
  const { client, lab } = openLab()
  const bytes = Uint8Array.from([1, 2, 3])
  const { transfer } = await client.call('archives.receive', { transfer: null, offset: 0, bytes })
  await expect(client.call('archives.receive', { transfer, offset: 4, bytes })).rejects.toMatchObject({ code: 'conflict', field: 'offset' })
  await expect(client.call('archives.receive', { transfer, offset: 0, bytes })).rejects.toMatchObject({ code: 'conflict' })
  const large = new Uint8Array(archivePiece + 1)
  await expect(client.call('archives.receive', { transfer, offset: 3, bytes: large })).rejects.toMatchObject({ code: 'invalid', field: 'bytes' })
  for (const name of ['../lab.sqlite', 'nothing', '00000000-0000-4000-8000-000000000000'])
    expect(await lab.invoke('archives.read', { transfer: name, offset: 0 })).toMatchObject({ ok: false })
})

test('a window that begins archives without end is refused, and goes on when one has ended', async () => {
  const { client } = openLab()
  const begin = () => client.call('archives.receive', { transfer: null, offset: 0, bytes: Uint8Array.from([1]) })
  const begun = [await begin(), await begin(), await begin(), await begin()]
  await expect(begin()).rejects.toMatchObject({ code: 'busy' })
  await client.call('archives.end', { transfer: begun[0]!.transfer })
  expect((await begin()).size).toBe(1)
})

test('a lab that only reads exports, and imports nothing', async () => {
  const folder = temporaryFolder()
  const writer = openLab({ folder })
  const run = await stoppedRun(writer)
  const reader = openLab({ folder, mode: 'read' })
  const { transfer, runs } = await reader.client.call('archives.create', { runs: [run] })
  expect(runs).toBe(1)
  const copy = await upload(reader.client, await download(reader.client, transfer))
  await expect(reader.client.call('archives.import', { transfer: copy })).rejects.toMatchObject({ code: 'busy' })
})
