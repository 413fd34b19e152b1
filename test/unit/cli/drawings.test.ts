/** `lab drawings`: in and out of files, labelled, made a set, and scored by a model. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deleteDrawings, exportDrawings, importDrawings, labelDrawings, listDrawings, setDrawings } from '../../../src/cli/commands/drawings'
import { scoreKept } from '../../../src/cli/commands/score-drawings'
import { createTerminal } from '../../../src/cli/terminal'
import { parseIdx } from '../../../src/engine/data/idx'
import { parseDrawings } from '../../../src/engine/digits/parse-drawings'
import { prepareDrawing } from '../../../src/engine/digits/prepare'
import { temporaryFolder } from '../db/fixtures'
import { drawings as corpus } from '../engine/digits/drawings'

const pen = 'test/pen/digits-writers-1-2.json'

/** A command's context on a folder, and what it has written so far. */
function context(folder: string, json = true) {
  const written = { out: '', err: '' }
  const terminal = createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) })
  return { written, context: { folder, terminal, json } }
}

/** What a command prints as JSON. */
function answer(folder: string, run: (given: ReturnType<typeof context>['context']) => void): unknown {
  const { written, context: given } = context(folder)
  run(given)
  return JSON.parse(written.out)
}

/** A folder whose database does not exist yet, and files beside it. */
function setUp() {
  const files = temporaryFolder()
  const folder = join(files, 'data')
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(files, name), content)
    return join(files, name)
  }
  const bring = (strokes: string) => answer(folder, (given) => importDrawings(given, { strokes }))
  return { files, folder, write, bring }
}

const few = JSON.stringify({ digits: corpus.filter((_, i) => i % 30 === 0) })

test('a file of strokes comes back as it was, and twice adds nothing', () => {
  const { files, folder, bring } = setUp()
  expect(bring(pen)).toMatchObject({ present: 0, labelled: 0, added: Array.from({ length: 198 }, (_, i) => i + 1) })
  expect(bring(pen)).toEqual({ added: [], present: 198, labelled: 0 })
  const out = join(files, 'out.json')
  expect(answer(folder, (given) => exportDrawings(given, { strokes: out }, files))).toEqual({ files: [out], drawings: 198, leftOut: 0 })
  expect(parseDrawings(readFileSync(out, 'utf8'), out)).toEqual(corpus)
  expect(() => exportDrawings(context(folder).context, { strokes: out }, files)).toThrow('exists: name another file')
})

test('IDX has the prepared images of labelled drawings: here they are known, elsewhere they come without strokes', () => {
  const { files, folder, write, bring } = setUp()
  bring(write('few.json', few))
  answer(folder, (given) => labelDrawings(given, [2], null))
  const idx = [join(files, 'images'), join(files, 'labels')]
  expect(answer(folder, (given) => exportDrawings(given, { idx }, files))).toEqual({ files: idx, drawings: 6, leftOut: 1 })
  const images = parseIdx(readFileSync(idx[0]!), 'images')
  expect(images.shape).toEqual([6, 28, 28])
  expect(Uint8Array.from(images.values.subarray(0, 784))).toEqual(prepareDrawing(corpus[0]!.strokes))
  expect([...parseIdx(readFileSync(idx[1]!), 'labels').values]).toEqual(corpus.filter((_, i) => i % 30 === 0 && i !== 30).map(({ digit }) => digit))
  expect(answer(folder, (given) => importDrawings(given, { idx }))).toEqual({ added: [], present: 6, labelled: 0 })

  const elsewhere = join(files, 'elsewhere')
  expect(answer(elsewhere, (given) => importDrawings(given, { idx }))).toMatchObject({ added: [1, 2, 3, 4, 5, 6] })
  expect(answer(elsewhere, (given) => listDrawings(given))).toMatchObject({ drawings: [{ id: 1, digit: 0, strokes: null, points: null }, {}, {}, {}, {}, {}] })
  expect(() => exportDrawings(context(elsewhere).context, { strokes: join(files, 'none.json') }, files)).toThrow('There is no kept drawing with strokes')
  mkdirSync(join(files, 'again'))
  const again = [join(files, 'again', 'images'), join(files, 'again', 'labels')]
  answer(elsewhere, (given) => exportDrawings(given, { idx: again }, files))
  expect(readFileSync(again[0]!).equals(readFileSync(idx[0]!))).toBe(true)
})

test.each([
  ['no drawings', '{"digits":[]}', 'digits: expected at least one drawing, found none: choose a file that has some'],
  ['no points', '{"digits":[{"strokes":[[[1,1]]]},{"strokes":[[]]}]}', 'drawing 1, strokes: expected at least one point, found none: take the drawing out'],
  ['a NaN', '{"digits":[{"strokes":[[[NaN,1]]]}]}', 'it is no JSON'],
  ['a huge number', '{"digits":[{"strokes":[[[0,1],[1e300,1]]]}]}', "drawing 0, strokes[0][1]: expected two numbers of a pad's size"],
  ['a wrong label', '{"digits":[{"strokes":[[[1,1]]],"digit":10}]}', 'drawing 0, digit: expected a whole number from 0 to 9, or null, found 10'],
  ['a million points', `{"digits":[{"strokes":[[${'[1,2],'.repeat(999_999)}[1,2]]]}]}`, 'expected at most 10000 points, found 1000000: leave points out'],
  ['two labels for one drawing', '{"digits":[{"strokes":[[[1,1]]],"digit":1},{"strokes":[[[1,1]]],"digit":7}]}', 'Drawing 1 is labelled 7'],
])('a file with %s is refused with its place, and nothing of it is kept', (_what, text, message) => {
  const { folder, write, bring } = setUp()
  bring(write('few.json', few))
  expect(() => bring(write('bad.json', text))).toThrow(message)
  expect(answer(folder, (given) => listDrawings(given))).toMatchObject({ drawings: { length: 7 } })
})

test('drawings are labelled and deleted by number, all or none', () => {
  const { folder, write, bring } = setUp()
  bring(write('few.json', few))
  expect(answer(folder, (given) => labelDrawings(given, [1, 2], 9))).toMatchObject({ drawings: [{ id: 1, digit: 9 }, { id: 2, digit: 9 }] }) // prettier-ignore
  expect(() => deleteDrawings(context(folder).context, [1, 99])).toThrow('There is no drawing 99')
  expect(answer(folder, (given) => deleteDrawings(given, [1]))).toEqual({ deleted: [1] })
  const { written, context: given } = context(folder, false)
  listDrawings(given)
  expect(written.out.split('\n')[1]).toMatch(/^ +2 +9 +1 +\d+ +1 +\d+ {2}20/)
})

test('a set is printed as a configuration takes it', () => {
  const { folder, write, bring } = setUp()
  bring(write('few.json', few))
  const block = answer(folder, (given) => setDrawings(given, undefined, 5))
  expect(block).toEqual({ digest: expect.stringMatching(/^[0-9a-f]{64}$/), count: 7, weight: 5 })
  expect(answer(folder, (given) => setDrawings(given, [2, 1], 1))).toMatchObject({ count: 2, weight: 1 })
})

describe('a score', () => {
  test('counts what was read for what, and is that of lab predict', () => {
    const { folder, write, bring } = setUp()
    bring(write('few.json', few))
    answer(folder, (given) => labelDrawings(given, [2], null))
    const score = answer(folder, (given) => scoreKept(given, { pretrained: true }))
    expect(score).toMatchObject({
      model: 'The pretrained model',
      drawings: 7,
      labelled: 6,
      right: 6,
      accuracy: 1,
      learntFrom: [],
      accuracyByWriter: { 1: 1, 2: 1 },
    })
    expect(score).toMatchObject({
      confusion: { length: 10, 0: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
      predictions: [{ drawing: 1, digit: 0, predicted: 0 }, { digit: null }, {}, {}, {}, {}, {}],
    })
    const { written, context: given } = context(folder, false)
    scoreKept(given, { pretrained: true })
    expect(written.out).toContain('Accuracy   100.00 %, 6 of 6\n')
    expect(written.out).toContain('Shows \\ read as')
  })

  test('of nothing says what to do', () => {
    const { folder } = setUp()
    expect(() => scoreKept(context(folder).context, { pretrained: true })).toThrow('There are no kept drawings to score: keep some in Draw')
    expect(existsSync(folder)).toBe(false)
  })
})
