/** Drawings in archives: what they are, and the sets that runs train with, whatever became of the drawings. */
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { newDrawing } from '../../../src/api/drawings'
import { experimentSchema } from '../../../src/engine/config/experiment'
import { nothing, openWriter, epochRecord, temporaryFolder } from './fixtures'

const image = Uint8Array.from({ length: 784 }, (_, i) => i % 256)

/** A lab whose run trained with a set of two drawings, of which one was deleted since. */
async function archived() {
  const store = openWriter()
  store.drawings.add([
    newDrawing.parse({ content: { strokes: [[[1, 2], [3, 4.5]]] }, digit: 7, writer: 2, repetition: 0 }), // prettier-ignore
    newDrawing.parse({ content: { image }, digit: 1, note: 'from a file' }),
    newDrawing.parse({ content: { strokes: [[[9, 9]]] } }),
  ])
  const { digest, count } = store.drawingSets.store(store.drawings.get([1, 2]))
  const config = experimentSchema.parse({
    name: 'Digits',
    data: { source: 'mnist', drawings: { digest, count, weight: 3 } },
    network: { layers: [{ units: 10 }] },
    loss: 'cross_entropy',
    optimizer: 'adam',
    batchSize: 128,
    epochs: 2,
  })
  const { runs } = store.recorder.createExperiment(config)
  const run = runs[0]!.id
  store.recorder.start(run, { kernels: 'fast', engineVersion: '1', dataDigest: 'd'.repeat(64) })
  store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 3)] })
  store.recorder.setStatus(run, 'stopped')
  store.drawings.delete([1])
  const file = join(temporaryFolder(), 'runs.bplab')
  const report = await store.exportArchive({ runs: [run], file, program: '0.1.0' })
  return { store, file, digest, report }
}

describe('an archive', () => {
  it('brings along the set of a run, and the drawings with all that is known of them', async () => {
    const { store, file, digest, report } = await archived()
    const other = openWriter()
    expect(await other.importArchive(file)).toMatchObject({
      contentDigest: report.contentDigest,
      drawings: { added: 2, present: 0 },
      added: [{ status: 'stopped' }],
    })
    expect(other.drawingSets.content(digest)).toBe(store.drawingSets.content(digest))
    const without = (drawings: ReturnType<typeof store.drawings.list>) => drawings.map(({ id: _id, ...drawing }) => drawing)
    expect(without(other.drawings.list())).toEqual(without(store.drawings.list()))
    expect(await other.importArchive(file)).toMatchObject({ added: [], drawings: { added: 0, present: 2 } })
  })

  it('adds no drawing that is kept here already, whenever it was drawn and whatever it is called', async () => {
    const { file } = await archived()
    const other = openWriter()
    other.drawings.add([newDrawing.parse({ content: { image }, digit: 4 })])
    expect((await other.importArchive(file)).drawings).toEqual({ added: 1, present: 1 })
    expect(other.drawings.list().map(({ digit }) => digit)).toEqual([4, null])
  })

  it.each([
    ['the set of a run', 'DELETE FROM drawing_sets', 'a run trains with the set'],
    ['a drawing of a set', "UPDATE drawing_sets SET content = replace(content, '4.5', '5')", 'drawing sets, row 1, content: its digest does not match'],
    ['an image', "UPDATE drawing_details SET image = x'00'", 'an image takes 784 bytes'],
    ['the details of no drawing', 'INSERT INTO drawing_details VALUES (9, 1, 1, NULL)', 'there is no drawing 9'],
    ['another writer', 'INSERT INTO drawing_details VALUES (2, 5, 1, NULL)', 'the digest of the whole does not match'],
  ])('is refused where %s is missing or changed', async (_what, change, message) => {
    const { file } = await archived()
    const changed = `${file}.changed`
    copyFileSync(file, changed)
    const db = new Database(changed)
    db.exec(change)
    db.close()
    await expect(openWriter().importArchive(changed)).rejects.toThrow(message)
  })
})
