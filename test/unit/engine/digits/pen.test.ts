import { describe, expect, it } from 'vitest'
import { drawStrokes } from '../../../../src/engine/digits/pen'
import type { Stroke } from '../../../../src/engine/digits/strokes'

function inkAt(ink: Float64Array, column: number, row: number): number {
  return ink[row * 28 + column]!
}

describe('drawStrokes', () => {
  it('gives a straight stroke along the pixels the ink of its true coverage', () => {
    // From x = 4 to 24 at y = 10: the pen covers y from 9 to 11, two whole rows.
    const between = drawStrokes([
      [
        [4, 10],
        [24, 10],
      ],
    ])
    expect([7, 8, 9, 10, 11, 12].map((row) => inkAt(between, 14, row))).toEqual([0, 0, 1, 1, 0, 0])
    // At y = 10.5 it covers y from 9.5 to 11.5: half, whole, half.
    const within = drawStrokes([
      [
        [4, 10.5],
        [24, 10.5],
      ],
    ])
    expect([8, 9, 10, 11, 12].map((row) => inkAt(within, 14, row))).toEqual([0, 0.5, 1, 0.5, 0])
    // At y = 10.25 from 9.25 to 11.25.
    const quarter = drawStrokes([
      [
        [4, 10.25],
        [24, 10.25],
      ],
    ])
    expect([8, 9, 10, 11, 12].map((row) => inkAt(quarter, 14, row))).toEqual([0, 0.75, 1, 0.25, 0])
  })

  it('draws a dot as a disc of the area of the pen', () => {
    const dot = drawStrokes([[[14, 14]]])
    // Four middles at distance sqrt(1/2) within reach of the full ink, eight at sqrt(5/2) = 1.58 beyond it.
    expect(dot.filter((ink) => ink > 0)).toHaveLength(4)
    expect(inkAt(dot, 13, 13)).toBeCloseTo(1.5 - Math.SQRT1_2, 12)
    const sums = [
      [14.5, 14.5],
      [14.2, 14.4],
      [14, 14.25],
    ].map(([x, y]) => drawStrokes([[[x!, y!]]]).reduce((sum, ink) => sum + ink, 0))
    // The edge that fades from r - 1/2 to r + 1/2 has the volume pi (r^2 + 1/12).
    for (const sum of sums) expect(Math.abs(sum - (Math.PI * 13) / 12)).toBeLessThan(0.1)
  })

  it('is round at the ends and at corners', () => {
    const ink = drawStrokes([
      [
        [10, 10],
        [18, 10],
      ],
    ])
    expect(inkAt(ink, 9, 9)).toBeCloseTo(1.5 - Math.SQRT1_2, 12)
    expect(inkAt(ink, 8, 9)).toBe(0)
  })

  it('does not add up where strokes cross', () => {
    const stroke: Stroke = [
      [5.3, 6.1],
      [20.2, 17.7],
    ]
    expect(drawStrokes([stroke, stroke])).toEqual(drawStrokes([stroke]))
    const crossed = drawStrokes([
      stroke,
      [
        [20, 5],
        [6, 18],
      ],
    ])
    expect(Math.max(...crossed)).toBe(1)
  })

  it('does not depend on the direction or order of strokes, up to rounding', () => {
    const strokes: Stroke[] = [
      [
        [5, 6],
        [9, 17],
        [20, 8],
      ],
      [
        [12, 3],
        [13, 24],
      ],
    ]
    const forward = drawStrokes(strokes)
    const backward = drawStrokes(strokes.toReversed().map((stroke) => stroke.toReversed()))
    forward.forEach((ink, pixel) => expect(Math.abs(ink - backward[pixel]!)).toBeLessThan(1e-12))
  })

  it('cuts off what is outside, and draws nothing of nothing', () => {
    expect(drawStrokes([]).every((ink) => ink === 0)).toBe(true)
    expect(drawStrokes([[]]).every((ink) => ink === 0)).toBe(true)
    expect(
      drawStrokes([
        [
          [-50, 14],
          [-10, 14],
        ],
        [[1000, 1000]],
      ]).every((ink) => ink === 0),
    ).toBe(true)
    expect(
      inkAt(
        drawStrokes([
          [
            [-1000, 14],
            [1000, 14],
          ],
        ]),
        0,
        13,
      ),
    ).toBe(1)
  })
})
