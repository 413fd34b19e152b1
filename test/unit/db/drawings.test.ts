/** Kept drawings: nothing twice, all or nothing, and sets that outlive them. */
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { newDrawing, type NewDrawing } from '../../../src/api/drawings'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { digestBytes } from '../../../db/digest'
import { epochRecord, nothing, openWriter, startRun, temporaryFolder, tamper } from './fixtures'

/** A dot at a place of its own. */
function dot(x: number, changes: Partial<NewDrawing> = {}): NewDrawing {
  return newDrawing.parse({ content: { strokes: [[[x, 0]]] }, ...changes })
}
const image = Uint8Array.from({ length: 784 }, (_, i) => i % 256)

describe('kept drawings', () => {
  test('are listed as they were kept, in their order', () => {
    const { drawings } = openWriter()
    const both = [dot(1, { digit: 7, writer: 2, repetition: 3, note: 'with a bar' }), newDrawing.parse({ content: { image }, digit: 1 })]
    expect(drawings.add(both)).toEqual({ added: [1, 2], present: 0, labelled: 0 })
    const keptAt: unknown = expect.stringMatching(/^2030-01-01T12:/)
    expect(drawings.list()).toEqual(both.map((drawing, i) => ({ id: i + 1, keptAt, ...drawing })))
    expect(drawings.list(1).map(({ id }) => id)).toEqual([2])
  })

  test('are kept once, by what was drawn', () => {
    const { drawings } = openWriter()
    drawings.add([dot(1, { digit: 7 }), dot(2)])
    expect(drawings.add([dot(1, { digit: 7 }), dot(1), dot(2), dot(3), dot(3)])).toEqual({ added: [3], present: 4, labelled: 0 })
    expect(drawings.count()).toBe(3)
  })

  test('take the label of the same drawing where they have none', () => {
    const { drawings } = openWriter()
    drawings.add([dot(1)])
    expect(drawings.add([dot(1, { digit: 4 })])).toEqual({ added: [], present: 1, labelled: 1 })
    expect(drawings.list()[0]?.digit).toBe(4)
  })

  test('with contradicting labels are refused, and nothing is added', () => {
    const { drawings } = openWriter()
    drawings.add([dot(1, { digit: 7 })])
    expect(() => drawings.add([dot(2, { digit: 2 }), dot(1, { digit: 1 })])).toThrow(
      'Drawing 1 is labelled 1, but the same strokes are kept as drawing 1 with the label 7: correct one of the labels, or delete drawing 1. Nothing was added',
    )
    expect(() => drawings.add([dot(3, { digit: 3 }), dot(3, { digit: 8 })])).toThrow('Drawing 1 is labelled 8')
    expect(drawings.count()).toBe(1)
  })

  test('are labelled anew and deleted together or not at all', () => {
    const { drawings } = openWriter()
    drawings.add([dot(1), dot(2, { digit: 2 })])
    expect(drawings.relabel([1, 2], 5).map(({ digit }) => digit)).toEqual([5, 5])
    expect(drawings.relabel([2], null)[0]?.digit).toBeNull()
    expect(() => drawings.relabel([1, 9], 3)).toThrow('There is no drawing 9: it was deleted')
    expect(() => drawings.delete([1, 9])).toThrow('There is no drawing 9')
    expect(drawings.list().map(({ digit }) => digit)).toEqual([5, null])
    const gone = drawings.delete([1])
    expect(drawings.count()).toBe(1)
    // What was deleted says all that is needed to add it again.
    const { id: _id, keptAt: _keptAt, ...again } = gone[0]!
    expect(drawings.add([again])).toEqual({ added: [3], present: 0, labelled: 0 })
  })

  test('whose strokes are damaged are named', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    store.drawings.add([dot(1)])
    tamper(folder, `UPDATE drawings SET strokes = '[[["x",0]]]'`)
    expect(() => store.drawings.list()).toThrow('The strokes of drawing 1 are damaged: restore a backup, or delete it with lab drawings delete 1')
    expect(store.drawings.delete([1])).toEqual([])
    expect(store.drawings.list()).toEqual([])
  })
})

describe('a set of drawings', () => {
  test('is the same whatever the order, and another by one label', () => {
    const { drawings, drawingSets } = openWriter()
    drawings.add([dot(1, { digit: 7 }), dot(2, { digit: 2 })])
    const set = drawingSets.store(drawings.get([1, 2]))
    expect(set).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), count: 2 })
    expect(drawingSets.store(drawings.get([2, 1]))).toEqual(set)
    expect(drawingSets.content(set.digest)).toBe('[{"digit":2,"strokes":[[[2,0]]]},{"digit":7,"strokes":[[[1,0]]]}]')
    drawings.relabel([2], 3)
    expect(drawingSets.store(drawings.get([1, 2])).digest).not.toBe(set.digest)
  })

  test('stays when its drawings are deleted', () => {
    const { drawings, drawingSets } = openWriter()
    drawings.add([dot(1, { digit: 7 })])
    const { digest } = drawingSets.store(drawings.list())
    drawings.delete([1])
    expect(digestBytes(drawingSets.content(digest)!)).toBe(digest)
    expect(drawingSets.find(digest)).toEqual({ digest, count: 1 })
    expect(drawingSets.find('b'.repeat(64))).toBeNull()
  })

  test('takes labelled drawings, and at least one', () => {
    const { drawings, drawingSets } = openWriter()
    expect(() => drawingSets.store([])).toThrow('There are no labelled drawings to train with')
    drawings.add([dot(1)])
    expect(() => drawingSets.store(drawings.list())).toThrow('Drawing 1 has no label: say what it shows, or leave it out')
  })
})

describe('a database with drawings', () => {
  test('is salvaged with the sets of its runs, images and what was watched', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    const run = startRun(store, { epochs: 1 })
    store.drawings.add([dot(1, { digit: 7, writer: 3 }), newDrawing.parse({ content: { image }, digit: 1 })])
    const { digest } = store.drawingSets.store(store.drawings.list())
    const { id } = store.watched.add(run, dot(2).content, 2)
    const answers = [{ drawing: id, epoch: 0, probabilities: [0.25, 0.75] }]
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 3)], answers })
    store.recorder.setStatus(run, 'stopped')
    const curves = store.watched.curves(run)
    const kept = store.drawings.list()
    store.close()

    const other = openWriter()
    expect(other.salvage(join(folder, databaseName))).toMatchObject({ runs: 1, left: [] })
    expect(other.watched.curves(run)).toEqual(curves)
    expect(other.drawings.list()).toEqual(kept)
    expect(other.drawingSets.find(digest)).toEqual({ digest, count: 2 })
    expect(other.salvage(join(folder, databaseName))).toMatchObject({ runs: 0 })
    expect(other.drawings.count()).toBe(2)
  })

  test('is checked for sets that are not what was stored', () => {
    const folder = temporaryFolder()
    const store = openWriter(folder)
    store.drawings.add([dot(1, { digit: 7 })])
    const { digest } = store.drawingSets.store(store.drawings.list())
    store.close()
    expect(checkFile(join(folder, databaseName)).problems).toEqual([])
    tamper(folder, "UPDATE drawing_sets SET content = replace(content, '7', '1')")
    const message = `The set of drawings ${digest} is not the one that was stored`
    expect(checkFile(join(folder, databaseName)).problems).toEqual([{ kind: 'drawings', run: null, message }])
    expect(openWriter().salvage(join(folder, databaseName)).left).toEqual([`The set of drawings ${digest}: it is damaged`])
  })
})

describe('watched drawings', () => {
  const reading = Array.from({ length: 10 }, (_, digit) => digit / 45)
  const content = dot(1).content

  test('have the answers that came with the epochs, and those again of epochs that are repeated', () => {
    const store = openWriter()
    const run = startRun(store)
    const { id } = store.watched.add(run, content, 7)
    const answers = [0, 1].map((epoch) => ({ drawing: id, epoch, probabilities: reading }))
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 3), epochRecord(1, 2)], answers })
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(1, 2)], answers: answers.slice(1) })
    expect(store.watched.curves(run)).toEqual([
      { id, run, content, digit: 7, since: expect.any(String), answers: [0, 1].map((epoch) => ({ epoch, probabilities: reading })) },
    ])
  })

  test('change neither the seal of a run nor its epochs', () => {
    const seals = [true, false].map((watching) => {
      const folder = temporaryFolder()
      const store = openWriter(folder)
      const run = startRun(store, { epochs: 1 })
      // The clock of these tests moves by a second at each look.
      const answers = watching ? [{ drawing: store.watched.add(run, content, null).id, epoch: 0, probabilities: reading }] : []
      if (!watching) store.watched.remove(store.watched.add(run, content, null).id)
      store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 3), epochRecord(1, 2)], answers })
      store.recorder.setStatus(run, 'done')
      return store.queries.getRun(run)
    })
    expect(seals[0]).toEqual(seals[1])
  })

  test('go with their answers, and with their run', () => {
    const store = openWriter()
    const run = startRun(store, { epochs: 1 })
    const [one, other] = [store.watched.add(run, content, null), store.watched.add(run, content, null)]
    expect(store.watched.remove(one.id)).toBe(run)
    // An answer to one that is no longer watched is passed over.
    store.recorder.recordBatch(run, { ...nothing, epochs: [epochRecord(0, 3)], answers: [{ drawing: one.id, epoch: 0, probabilities: reading }] })
    expect(store.watched.curves(run).map(({ id, answers }) => [id, answers])).toEqual([[other.id, []]])
    expect(() => store.watched.remove(one.id)).toThrow(`There is no watched drawing ${one.id}`)
    store.recorder.setStatus(run, 'stopped')
    store.editor.trash([run])
    store.editor.delete([run])
    expect(store.watched.list(run)).toEqual([])
  })

  test('are at most twenty a run', () => {
    const store = openWriter()
    const run = startRun(store)
    for (let i = 0; i < 20; i++) store.watched.add(run, content, null)
    expect(() => store.watched.add(run, content, null)).toThrow('stop watching one of them first')
  })
})
