import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { parseDrawings } from '../../../../src/engine/digits/parse-drawings'
import { drawings } from './drawings'

/** A file with a good drawing and, after it, one with these fields. */
function second(fields: Record<string, unknown>): string {
  return JSON.stringify({ digits: [{ strokes: [[[0, 0]]] }, { strokes: [], ...fields }] })
}

describe('parseDrawings', () => {
  it('reads the corpus', () => {
    expect(drawings).toHaveLength(198)
    expect(drawings.filter(({ writer }) => writer === 1)).toHaveLength(98)
    expect(drawings[0]).toMatchObject({ writer: 1, digit: 0, repetition: 0 })
    expect(drawings[0]?.strokes[0]?.slice(0, 2)).toEqual([
      [366, 283.5],
      [362, 284],
    ])
  })

  it('takes drawings of unknown origin', () => {
    expect(parseDrawings('{"digits":[{"strokes":[[[1,2]]]},{"strokes":[],"writer":null,"digit":3,"colour":"red"}]}', 'f')).toEqual([
      { writer: null, digit: null, repetition: null, strokes: [[[1, 2]]] },
      { writer: null, digit: 3, repetition: null, strokes: [] },
    ])
    expect(parseDrawings('{"digits":[]}', 'f')).toEqual([])
  })

  it.each([
    ['no JSON', '{"digits":', /^f, text: it is no JSON \(/],
    ['a list', '[]', 'f, digits: expected {"digits": [...]} with a list of drawings, found []'],
    ['no drawings', '{"digits":{}}', 'f, digits: expected {"digits": [...]}'],
    ['null', 'null', 'f, digits: expected {"digits": [...]} with a list of drawings, found null'],
    ['a drawing that is none', '{"digits":[7]}', 'f, drawing 0, strokes: expected a list of strokes, found nothing'],
    ['strokes as text', second({ strokes: 'x' }), 'f, drawing 1, strokes: expected a list of strokes, found "x"'],
    ['a stroke as a number', second({ strokes: [[], 5] }), 'f, drawing 1, strokes[1]: expected a list of points, found 5'],
    ['a point of three', second({ strokes: [[[1, 2, 3]]] }), 'f, drawing 1, strokes[0][0]: expected a point [x, y], found [1,2,3]'],
    [
      'a point without y',
      second({
        strokes: [
          [
            [1, 2],
            [1, null],
          ],
        ],
      }),
      "f, drawing 1, strokes[0][1]: expected two numbers of a pad's size, found [1,null]",
    ],
    ['an infinite point', '{"digits":[{"strokes":[[[1e999,0]]]}]}', "f, drawing 0, strokes[0][0]: expected two numbers of a pad's size"],
    ['a digit above nine', second({ digit: 10 }), 'f, drawing 1, digit: expected a whole number from 0 to 9, or null, found 10'],
    ['a digit in words', second({ digit: 'seven' }), 'f, drawing 1, digit: expected a whole number from 0 to 9, or null, found "seven"'],
    ['NaN, which JSON has not', '{"digits":[{"strokes":[[[NaN,0]]]}]}', 'f, text: it is no JSON'],
    ['a place beyond all pads', second({ strokes: [[[0, 1], [2, 1e300]]] }), "f, drawing 1, strokes[0][1]: expected two numbers of a pad's size, found [2,1e+300]"], // prettier-ignore
    ['half a writer', second({ writer: 0.5 }), 'f, drawing 1, writer: expected a whole number from 0 on, or null, found 0.5'],
    ['a negative repetition', second({ repetition: -1 }), 'f, drawing 1, repetition: expected a whole number from 0 on, or null, found -1'],
    ['deep nesting', `{"digits":[{"strokes":[[${'['.repeat(100_000)}${']'.repeat(100_000)}]]}]}`, 'f, text: it is nested deeper than 64 levels'],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseDrawings(text, 'f')).toThrow(DataError)
    expect(() => parseDrawings(text, 'f')).toThrow(message)
  })

  it('survives every input: drawings or the typed error', () => {
    const near = fc.record({ digits: fc.array(fc.record({ strokes: fc.array(fc.array(fc.oneof(fc.tuple(fc.double(), fc.double()), fc.jsonValue()))) })) })
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.string(),
          near.map((value) => JSON.stringify(value)),
        ),
        (text) => {
          try {
            parseDrawings(text, 'any').forEach(({ strokes }) => strokes.flat(2).forEach((number) => expect(number).toBeTypeOf('number')))
          } catch (error) {
            expect(error).toBeInstanceOf(DataError)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })
})
