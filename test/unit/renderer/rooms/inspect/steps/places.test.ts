import { describe, expect, it } from 'vitest'
import type { StepKind, StepMatrix, UpdateStep } from '../../../../../../src/engine/index'
import { drawNetwork, placeOfLine, placeOfUnit } from '../../../../../../src/renderer/rooms/inspect/steps/network'
import { axesOf, markInDrawing, markOf, placeOf, type Pointed, symbolsOf } from '../../../../../../src/renderer/rooms/inspect/steps/places'
import { sumOf } from '../../../../../../src/renderer/rooms/inspect/steps/sums'
import { fullestPage, windowOf } from '../../../../../../src/renderer/rooms/inspect/steps/windows'

const matrix = (symbol: string, rows: number, columns: number, values: number[]): StepMatrix => ({ symbol, rows, columns, values: Float64Array.from(values) })

/** Two samples of three inputs, two units. */
const [x, w, b, y] = [
  matrix('X', 2, 3, [1, 2, 3, 4, 5, 6]),
  matrix('W', 2, 3, [1, 0, -1, 10, 20, 30]),
  matrix('b', 1, 2, [0.5, 7]),
  matrix('Y', 2, 2, [-1.5, 147, -1.5, 327]),
]
/** S where a cell is what is pointed at, w where it is computed with it. */
function marks(kind: StepKind, { symbol, rows, columns }: StepMatrix, pointed: Pointed): string {
  const axes = axesOf(kind, symbol)
  const row = (r: number) => Array.from({ length: columns }, (_, c) => ({ same: 'S', with: 'w', none: '.' })[markOf(placeOf(axes, r, c), pointed) ?? 'none'])
  return Array.from({ length: rows }, (_, r) => row(r).join('')).join(' ')
}
const all = (kind: StepKind, matrices: StepMatrix[], pointed: Pointed) => Object.fromEntries(matrices.map((one) => [one.symbol, marks(kind, one, pointed)]))

describe('what is marked', () => {
  it('a sum: its row of X, its row of W, its bias', () => {
    const pointed = { symbol: 'Y', place: { sample: 1, unit: 0 } }
    expect(all('linear', [x, w, b, y], pointed)).toEqual({ X: '... www', W: 'www ...', b: 'S.', Y: '.. S.' })
    expect(symbolsOf('linear', [x, w, b, y], pointed)).toEqual(['Y'])
  })

  it('a weight: what it is multiplied by, and what that adds to, over all samples', () => {
    expect(all('linear', [x, w, b, y], { symbol: 'W', place: { unit: 1, input: 2 } })).toEqual({ X: '..w ..w', W: '... ..S', b: '.w', Y: '.w .w' })
  })

  it('a unit of the drawing: its numbers of all samples and its symbols', () => {
    const pointed = { symbol: null, place: { unit: 1 } }
    expect(all('linear', [x, w, b, y], pointed)).toEqual({ X: '... ...', W: '... www', b: '.S', Y: '.S .S' })
    expect(symbolsOf('linear', [x, w, b, y], pointed)).toEqual(['b', 'Y'])
  })

  it('a connection of the drawing: the weight, its slope and what the optimizer makes of it', () => {
    const update = [w, { ...w, symbol: 'dW' }, { ...w, symbol: 'W′' }]
    const pointed = { symbol: null, place: { unit: 0, input: 1 } }
    expect(all('update', update, pointed)).toEqual({ W: '.S. ...', dW: '.S. ...', 'W′': '.S. ...' })
    expect(symbolsOf('update', update, pointed)).toEqual(['W', 'dW', 'W′'])
  })

  it('in the drawing: a number its unit and the lines that lead there, a symbol all that it stands for', () => {
    const [unit, line] = [{ unit: 0 }, { unit: 0, input: 2 }]
    const sum = { symbol: 'Y', place: { sample: 1, unit: 0 } }
    expect([markInDrawing('linear', unit, sum), markInDrawing('linear', line, sum), markInDrawing('linear', { input: 2 }, sum)]).toEqual(['same', 'with', null])
    const whole = { symbol: 'W', place: {} }
    expect([markInDrawing('linear', unit, whole), markInDrawing('linear', line, whole)]).toEqual([null, 'same'])
  })

  it('activations and targets go by sample and unit', () => {
    const pointed = { symbol: 'Y', place: { sample: 0, unit: 1 } }
    expect(all('activation', [{ ...y, symbol: 'X' }, y], pointed)).toEqual({ X: '.S ..', Y: '.S ..' })
    expect(marks('loss', matrix('t', 2, 1, [0, 1]), { symbol: 'Z', place: { sample: 1, unit: 0 } })).toBe('. w')
    expect(marks('loss', matrix('L', 1, 1, [2]), { symbol: 'Z', place: { sample: 0, unit: 0 } })).toBe('.')
    expect(() => axesOf('linear', 'Q')).toThrow('no step has the symbol "Q"')
  })
})

describe('the sum that makes a number', () => {
  const forward: UpdateStep = { kind: 'linear', layer: 0, given: [x, w, b], made: [y] }
  it('of a unit: inputs times weights, and the bias', () => {
    // 4 · 1 + 5 · 0 + 6 · (-1) + 0.5 = -1.5
    expect(sumOf(forward, { symbol: 'Y', place: { sample: 1, unit: 0 } })).toEqual({
      symbol: 'Y',
      result: -1.5,
      terms: [[4, 1], [5, 0], [6, -1], [0.5]],
      more: 0,
    })
    expect(sumOf(forward, { symbol: 'W', place: { unit: 0, input: 0 } })).toBeNull()
    expect(sumOf(forward, { symbol: 'Y', place: {} })).toBeNull()
  })

  it('of slopes: over the samples for a weight and a bias, over the units for what goes back', () => {
    const dy = matrix('dY', 2, 2, [1, -1, 2, 3])
    const made = [matrix('dW', 2, 3, [9, 12, 15, 11, 13, 15]), matrix('db', 1, 2, [3, 2]), matrix('dX', 2, 3, [-9, -20, -31, 32, 60, 88])]
    const backward: UpdateStep = { kind: 'linearGradient', layer: 0, given: [dy, x, w], made }
    const terms = (symbol: string, place: Pointed['place']) => sumOf(backward, { symbol, place })
    expect(terms('dW', { unit: 1, input: 2 })).toMatchObject({ result: 15, terms: [[-1, 3], [3, 6]] }) // prettier-ignore
    expect(terms('db', { unit: 0 })).toMatchObject({ result: 3, terms: [[1], [2]] })
    expect(terms('dX', { sample: 1, input: 0 })).toMatchObject({ result: 32, terms: [[2, 1], [3, 10]] }) // prettier-ignore
  })

  it('of an activation and its slope', () => {
    const [z, a] = [matrix('X', 1, 2, [0.5, -3]), matrix('Y', 1, 2, [0.5, 0])]
    const through: UpdateStep = { kind: 'activation', layer: 0, given: [z], made: [a] }
    const place = { sample: 0, unit: 1 }
    expect(sumOf(through, { symbol: 'Y', place })).toMatchObject({ result: 0, terms: [[{ of: 'f', x: -3 }]] })
    const back: UpdateStep = { kind: 'activationGradient', layer: 0, given: [matrix('dY', 1, 2, [1, 2]), z], made: [matrix('dX', 1, 2, [1, 0])] }
    expect(sumOf(back, { symbol: 'dX', place })).toMatchObject({ result: 0, terms: [[2, { of: 'f′', x: -3 }]] })
    expect(sumOf(back, { symbol: 'dY', place })).toBeNull()
  })

  it('names the largest of many terms', () => {
    const wide: UpdateStep = {
      kind: 'linear',
      layer: 0,
      given: [
        matrix('X', 1, 10, [0, 0, 5, 1, 1, 1, 1, 1, 1, 9]),
        matrix(
          'W',
          1,
          10,
          Array.from({ length: 10 }, () => 1),
        ),
      ],
      made: [matrix('Y', 1, 1, [20])],
    }
    const sum = sumOf(wide, { symbol: 'Y', place: { sample: 0, unit: 0 } })
    expect([sum?.terms.map(([factor]) => factor), sum?.more]).toEqual([[5, 1, 1, 1, 1, 1, 1, 9], 2])
  })
})

describe('windows of large layers', () => {
  it('go by eight and end with the layer', () => {
    expect(windowOf(784, 1)).toEqual({ from: 8, count: 8, of: 784 })
    expect(windowOf(10, 5)).toEqual({ from: 8, count: 2, of: 10 })
    expect(windowOf(3, 0)).toEqual({ from: 0, count: 3, of: 3 })
  })

  it('begin where the sample has most', () => {
    const image = new Float64Array(784)
    image.fill(0.5, 403, 410)
    expect(windowOf(784, fullestPage(image)).from).toBe(400)
    expect(fullestPage([])).toBe(0)
  })
})

describe('the drawing', () => {
  it('has a column a layer and a line a connection, and knows what the step of a layer means by them', () => {
    const { units, lines } = drawNetwork([windowOf(784, 50), windowOf(3, 0), windowOf(2, 0)], { width: 200, height: 100 })
    expect([units.length, lines.length]).toEqual([8 + 3 + 2, 8 * 3 + 3 * 2])
    expect([units[0]!.index, units[0]!.x, units.at(-1)!.x]).toEqual([400, 14, 186])
    // The middle unit of three stands in the middle.
    expect(units[9]!.y).toBe(50)
    expect([placeOfUnit(units[0]!, 0), placeOfUnit(units[9]!, 0), placeOfUnit(units[9]!, 1), placeOfUnit(units[0]!, 1)]).toEqual([
      { input: 400 },
      { unit: 1 },
      { input: 1 },
      null,
    ])
    expect([placeOfLine(lines[9]!, 0), placeOfLine(lines[9]!, 1)]).toEqual([{ unit: 1, input: 401 }, null])
  })
})
