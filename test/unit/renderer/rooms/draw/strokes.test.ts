import { describe, expect, test } from 'vitest'
import type { Stroke } from '../../../../../src/engine/index'
import { cellMiddle, erase, hasInk, paintCell } from '../../../../../src/renderer/rooms/draw/strokes'

/** From left to right through the middle of the pad of 280 units. */
const line: Stroke = [
  [20, 140],
  [260, 140],
]

describe('erase', () => {
  test('cuts a stroke in two where the eraser crosses it', () => {
    const left = erase([line], [140, 100], [140, 180])
    expect(left).toHaveLength(2)
    const [first, second] = left
    // The eraser takes 12 units to each side; points are at most 3 apart.
    expect(first![0]).toEqual([20, 140])
    expect(first!.at(-1)![0]).toBeLessThan(128)
    expect(first!.at(-1)![0]).toBeGreaterThan(124)
    expect(second![0]![0]).toBeGreaterThan(152)
    expect(second![0]![0]).toBeLessThan(156)
    expect(second!.at(-1)).toEqual([260, 140])
  })

  test('leaves what it does not touch, and says that nothing has changed', () => {
    const strokes = [line]
    expect(erase(strokes, [140, 100], [200, 120])).toBe(strokes)
    const two = erase([line, [[30, 30]]], [30, 30], [30, 30])
    expect(two).toEqual([line])
    expect(two[0]).toBe(line)
  })
})

describe('the grid', () => {
  test('has cells of 10 units', () => {
    expect(cellMiddle(0, 27)).toEqual([275, 5])
  })

  test('a cell beside the last one goes on with its stroke; one further away begins another', () => {
    let strokes = paintCell([], 5, 5, false)
    expect(strokes).toEqual([[[55, 55]]])
    strokes = paintCell(strokes, 6, 6, true)
    expect(strokes).toEqual([[[55, 55], [65, 65]]]) // prettier-ignore
    expect(paintCell(strokes, 6, 6, true)).toBe(strokes)
    expect(paintCell(strokes, 6, 7, false)).toHaveLength(2)
    expect(paintCell(strokes, 6, 8, true)).toHaveLength(2)
  })

  test('there is ink within half a pen of a stroke', () => {
    expect(hasInk([line], [140, 148.9])).toBe(true)
    expect(hasInk([line], [140, 149.1])).toBe(false)
    expect(hasInk([[]], [0, 0])).toBe(false)
    expect(hasInk([[[10, 10]]], [10, 10])).toBe(true)
  })
})
