/** Tables as worked examples: what is written comes out as features and targets, and what is wrong is named with its line and column. */
import { describe, expect, test } from 'vitest'
import { tableChoices, type TableChoices } from '../../../../src/api/datasets'
import { limits } from '../../../../src/engine/config/limits'
import { importTable, type ImportedTable } from '../../../../src/interop/tables/import'

interface Taken extends ImportedTable {
  features: number[]
  targets: number[]
}

/** The text in pieces of so many bytes, so that cells and signs are cut through. */
async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size))
}

async function take(text: string | Uint8Array, choices: Partial<TableChoices> = {}, size = 7): Promise<Taken> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const features: number[] = []
  const targets: number[] = []
  const source = { file: 't.csv', beginning: bytes.subarray(0, 1000), open: () => pieces(bytes, size) }
  const table = await importTable(source, tableChoices.parse(choices), ({ task }) => ({
    features: (block) => features.push(...new Float32Array(block.slice().buffer)),
    targets: (block) => targets.push(...(task === 'classification' ? block : new Float64Array(block.slice().buffer))),
  }))
  return { ...table, features, targets }
}

/** What is said instead of taking it, and that nothing was written. */
async function refusal(text: string | Uint8Array, choices: Partial<TableChoices> = {}, size = 7): Promise<string> {
  const written: string[] = []
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const source = { file: 't.csv', beginning: bytes.subarray(0, 1000), open: () => pieces(bytes, size) }
  const begin = () => ({ features: () => void written.push('features'), targets: () => void written.push('targets') })
  try {
    await importTable(source, tableChoices.parse(choices), begin)
  } catch (error) {
    expect(written).toEqual([])
    return error instanceof Error ? `${error.name} ${error.message}` : String(error)
  }
  return 'taken'
}

describe('a table', () => {
  test('becomes features and classes: classes by their letters, whatever their order', async () => {
    const { shape, features, targets, content } = await take('x,y,kind\n1,2,b\n3,4,a\n5,6,b\n')
    expect(shape).toEqual({ task: 'classification', samples: 3, inputs: 2, outputs: 2 })
    expect(features).toEqual([1, 2, 3, 4, 5, 6])
    expect(targets).toEqual([1, 0, 1])
    // (1 + 3 + 5) / 3 = 3
    expect(content.inputs[0]).toEqual({ name: 'x', type: 'number', min: 1, max: 5, mean: 3 })
    expect(content.target).toEqual({ task: 'classification', name: 'kind', classes: [{ name: 'a', count: 1 }, { name: 'b', count: 2 }] }) // prettier-ignore
    expect(content.first).toEqual({ columns: ['x', 'y', 'kind'], rows: [['1', '2', 'b'], ['3', '4', 'a'], ['5', '6', 'b']] }) // prettier-ignore
  })

  test('becomes features and values, of the columns that are named', async () => {
    const { shape, features, targets } = await take('a,b,c\n1,0.5,10\n2,0.25,20\n', { targets: ['c', 'a'], task: 'regression' })
    expect(shape).toEqual({ task: 'regression', samples: 2, inputs: 1, outputs: 2 })
    expect(features).toEqual([0.5, 0.25])
    expect(targets).toEqual([10, 1, 20, 2])
  })

  test('has a feature for each word of a category', async () => {
    const { features, content } = await take('colour,x,y\nred,1,0.5\nblue,2,1.5\nred,3,2.5\n')
    // Columns blue, red, x.
    expect(features).toEqual([0, 1, 1, 1, 0, 2, 0, 1, 3])
    expect(content.inputs[0]).toEqual({ name: 'colour', type: 'category', values: [{ name: 'blue', count: 1 }, { name: 'red', count: 2 }] }) // prettier-ignore
  })

  test.each<[string, string, Partial<TableChoices>]>([
    ['semicolons and decimal commas', 'x;y\n1,5;0\n-2,25;1\n', {}],
    ['tabs', 'x\ty\n1.5\t0\n-2.25\t1\n', {}],
    ['a mark of UTF-8 at the beginning', '\ufeffx,y\n1.5,0\n-2.25,1\n', {}],
    ['endings of Windows', 'x,y\r\n1.5,0\r\n-2.25,1\r\n', {}],
    ['no ending behind the last line', 'x,y\n1.5,0\n-2.25,1', {}],
    ['empty lines', 'x,y\n\n1.5,0\n\n-2.25,1\n\n', {}],
    ['no header', '1.5,0\n-2.25,1\n', {}],
    ['quotes', '"x","y"\n"1.5","0"\n-2.25,1\n', {}],
    ['a newline within quotes', '"x\nand more",y\n1.5,0\n-2.25,1\n', {}],
    ['exponents and blanks', 'x,y\n 15e-1 ,0\n-2.25E+0,1\n', {}],
    ['a column that is left out, whatever it holds', 'x,note,y\n1.5,NaN,0\n-2.25,inf,1\n', { columns: [{ name: 'note', type: 'ignore' }] }],
    ['a row with a missing value, which is dropped', 'x,y\n1.5,0\nNA,1\n-2.25,1\n', { missing: 'drop' }],
    ['a constant column, which is left out', 'k,x,y\n7,1.5,0\n7,-2.25,1\n', {}],
  ])('may have %s', async (_, text, choices) => {
    for (const size of [1, 7, 1000]) {
      const { features, targets, shape } = await take(text, choices, size)
      expect([shape.task, features, targets]).toEqual(['classification', [1.5, -2.25], [0, 1]])
    }
  })

  test('says how many rows were dropped and which columns were left out', async () => {
    const { content } = await take('k,x,y\n7,1.5,0\n7,,1\n7,-2.25,1\n', { missing: 'drop' })
    expect([content.dropped, content.constant, content.warnings]).toEqual([1, ['k'], []])
  })

  test('keeps a constant column where that is wanted, with a warning', async () => {
    const { features, content } = await take('k,x,y\n7,1,0\n7,2,1\n', { constant: 'keep' })
    expect(features).toEqual([7, 1, 7, 2])
    expect(content.warnings).toEqual(['Column "k" has the same value in every row: nothing can be learnt of it, and no scaling takes it'])
  })

  test('is warned of where float32 cannot tell its values apart', async () => {
    // At 1.7e9 neighbours in float32 are 128 apart: 200 or fewer steps in a range of 20,000 or so.
    const { content } = await take('seconds,x,y\n1700000000,1,0.5\n1700020000,2,1.5\n')
    expect(content.warnings).toHaveLength(1)
    expect(content.warnings[0]).toMatch(/^Column "seconds" is stored as float32/)
  })

  test('takes few whole numbers for classes, in their order as numbers, and for values where that is chosen', async () => {
    const text = 'x,y\n1,10\n2,9\n3,10\n'
    expect((await take(text)).targets).toEqual([1, 0, 1])
    expect((await take(text, { task: 'regression' })).targets).toEqual([10, 9, 10])
  })

  test('has a name for each column: by place without a header, numbered where it appears again', async () => {
    expect((await take('1,2,0\n3,4,1\n')).content.inputs.map(({ name }) => name)).toEqual(['column 1', 'column 2'])
    expect((await take('a,a,y\n1,2,0\n3,4,1\n')).content.inputs.map(({ name }) => name)).toEqual(['a', 'a (2)'])
  })
})

const wide = (columns: number) => Array.from({ length: columns }, (_, i) => `c${i}`).join(',')

describe('is refused', () => {
  test.each<[string, string | Uint8Array, Partial<TableChoices>, string]>([
    ['NaN', 'x,y\n1,0\nNaN,1\n', {}, 'DataError t.csv, line 3, column "x": a value is missing (found "NaN"): drop such rows, or leave the column out'],
    ['nothing', 'x,y\n1,0\n,1\n', {}, 'DataError t.csv, line 3, column "x": a value is missing (found nothing): drop such rows, or leave the column out'],
    ['infinity', 'x,y\n1,0\n-inf,1\n', {}, 'DataError t.csv, line 3, column "x": expected a number that float32 holds, found "-inf"'],
    ['a number too large', 'x,y\n1,0\n1e39,1\n', {}, 'DataError t.csv, line 3, column "x": expected a number that float32 holds, found "1e39"'],
    ['a row too short', 'x,z,y\n1,2,0\n1,1\n', {}, 'DataError t.csv, line 3: expected 3 cells as in line 1, found 2'],
    ['a row too long', 'x,y\n1,0\n1,1,1\n', {}, 'DataError t.csv, line 3: expected 2 cells as in line 1, found 3'],
    ['a word among numbers', 'x,y\n1,0\n2,1\nabc,1\n', {}, 'DataError t.csv, line 4, column "x": expected a number, found "abc"'],
    ['hexadecimal', 'x,y\n1,0\n2,1\n0x1f,1\n', {}, 'DataError t.csv, line 4, column "x": expected a number, found "0x1f"'],
    ['a decimal comma', 'x;y\n1.5;0\n2.5;1\n3,5;1\n', { decimal: '.' }, 'DataError t.csv, line 4, column "x": expected a number, found "3,5": is the decimal sign a comma?'], // prettier-ignore
    ['a sign that parts thousands', 'x;y\n1,5;0\n2,5;1\n1.003,5;1\n', {}, 'DataError t.csv, line 4, column "x": expected a number, found "1.003,5"'],
    ['a zero byte', 'x,y\n1,0\n2,\u0000\n', {}, 'DataError t.csv, line 3, byte 3: it holds a zero byte: this is no text, or text in UTF-16. Save it as UTF-8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x78, 0, 0x2c, 0), {}, 'DataError t.csv, line 1: it is text in UTF-16: save it as UTF-8'],
    ['no UTF-8', Uint8Array.from([...'x,y\n1,a\n2,', 0xe9, '\n'].flatMap((c) => (typeof c === 'number' ? c : c.charCodeAt(0)))), {}, 'DataError t.csv, line 3, column "y": "\ufffd" is no text in UTF-8: save the file as UTF-8'], // prettier-ignore
    ['a quote that is not closed', 'x,y\n1,0\n"2,1\n3,1\n', {}, 'DataError t.csv, line 4: a quote that was opened before, in column 1, is not closed until the file ends'], // prettier-ignore
    ['a quote within a cell', 'x,y\n1,0\n2"3,1\n', {}, 'DataError t.csv, line 3, column 1: a quote stands within a cell: put the whole cell into quotes, and write quotes in it twice'], // prettier-ignore
    ['one class alone', 'x,y\n1,a\n2,a\n', {}, 'DataError t.csv, column "y": every row has the class "a": at least two classes are needed'],
    ['nothing but constant columns', 'x,y\n1,a\n1,b\n', {}, 'DataError t.csv, the columns: no feature is left: every column is a target, left out, or the same in every row'], // prettier-ignore
    ['a header alone', 'x,y\n', {}, 'DataError t.csv, the whole: it has no rows'],
    ['an empty file', '', {}, 'DataError t.csv, the whole: it has no rows'],
    ['rows that are all dropped', 'x,y\n,0\n,1\n', { missing: 'drop' }, 'DataError t.csv, the whole: a value is missing in every row: leave a column out'],
    ['too many columns', `${wide(100_000)}\n`, {}, `DataError t.csv, line 1: it has 100000 columns; at most ${limits.storedColumns} are read`],
    ['an unknown target', 'x,y\n1,0\n2,1\n', { targets: ['z'] }, 'LabError There is no column "z": there are "x", "y"'],
    ['an unknown column', 'x,y\n1,0\n2,1\n', { columns: [{ name: 'z', type: 'number' }] }, 'LabError There is no column "z": there are "x", "y"'],
    ['several columns of classes', 'x,y,z\n1,a,b\n2,b,a\n', { targets: ['y', 'z'], task: 'classification' }, 'LabError Classes take one target column: name one, or take regression'], // prettier-ignore
    ['a target that is left out', 'x,y\n1,0\n2,1\n', { targets: ['y'], columns: [{ name: 'y', type: 'ignore' }] }, 'LabError Column "y" is a target and left out: choose one of the two'], // prettier-ignore
    ['words that are to be numbers', 'x,y\na,0\nb,1\n', { columns: [{ name: 'x', type: 'number' }] }, 'DataError t.csv, line 2, column "x": expected a number, found "a"'], // prettier-ignore
  ])('%s', async (_, text, choices, message) => {
    expect(await refusal(text, choices)).toBe(message)
  })

  test('a line without an end, in bounded memory', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (; read < 100; read++) yield await Promise.resolve(new Uint8Array(1024 * 1024).fill(0x31))
    }
    const source = { file: 't.csv', beginning: new Uint8Array(1000).fill(0x31), open: endless }
    const sink = { features: () => undefined, targets: () => undefined }
    await expect(importTable(source, tableChoices.parse({}), () => sink)).rejects.toThrow(
      't.csv, line 1: a row has more than 1048576 bytes: is the delimiter or the ending of its lines another?',
    )
    // A second piece is enough to know.
    expect(read).toBeLessThan(4)
  })

  test('more than so many classes, or words of a category', async () => {
    const rows = Array.from({ length: limits.classes + 1 }, (_, i) => `${i},w${i}`).join('\n')
    expect(await refusal(`x,y\n${rows}\n`)).toMatch(/column "y": it has more than 256 different values/)
    expect(await refusal(`x,word\n${rows}\n`, { targets: ['x'], task: 'regression' })).toMatch(/line 2, column "word": it has words of more than 256/)
  })
})
