/** Rows of bytes without their zeros. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compressRows, compressedRows, copyRows, countNonZero, mostInputs } from '../../../../src/engine/fast/compress'

/** Two rows of three inputs, the second input dark. */
const bytes = Uint8Array.of(7, 0, 8, 9, 0, 0)

describe('compressRows', () => {
  test('two rows of three inputs', () => {
    const rows = compressRows(bytes, 3)
    expect([...rows.starts]).toEqual([0, 2, 3])
    // input 0 has 0 << 8 | 7 and 0 << 8 | 9, input 2 has 2 << 8 | 8 = 520
    expect([...rows.entries]).toEqual([7, 520, 9])
    expect([...rows.lit]).toEqual([1, 0, 1])
    expect(rows.density).toBe(0.5)
  })

  test('what was left out was zero, the rest is where it was', () => {
    const shape = fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 40 }))
    const cases = shape.chain(([rows, inputs]) => {
      const cell = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 255 }))
      return fc.tuple(fc.constant(inputs), fc.array(cell, { minLength: rows * inputs, maxLength: rows * inputs }))
    })
    fc.assert(
      fc.property(cases, ([inputs, cells]) => {
        const { starts, entries, density } = compressRows(Uint8Array.from(cells), inputs)
        const again = new Array<number>(cells.length).fill(0)
        for (let r = 0; r + 1 < starts.length; r++) {
          for (const entry of entries.subarray(starts[r], starts[r + 1])) again[r * inputs + (entry >>> 8)] = entry & 255
        }
        expect(again).toEqual(cells)
        expect(entries.every((entry) => (entry & 255) !== 0)).toBe(true)
        expect(density * cells.length).toBeCloseTo(countNonZero(Uint8Array.from(cells)), 6)
      }),
    )
  })

  test('lies in shared memory where the bytes do', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(6))
    shared.set(bytes)
    const { starts, entries, lit } = compressRows(shared, 3)
    for (const array of [starts, entries, lit]) expect(array.buffer).toBeInstanceOf(SharedArrayBuffer)
    for (const array of Object.values(compressRows(bytes, 3)).filter((value) => ArrayBuffer.isView(value))) expect(array.buffer).toBeInstanceOf(ArrayBuffer)
  })

  test('the largest input has its place in an entry, and one more is refused', () => {
    const row = new Uint8Array(mostInputs)
    row[mostInputs - 1] = 255
    expect([...compressRows(row, mostInputs).entries]).toEqual([2 ** 32 - 1])
    expect(() => compressRows(row, mostInputs + 1)).toThrow('at most 16777216 inputs, not 16777217')
  })

  test('the same bytes are compressed once', () => {
    const features = { kind: 'bytes', values: Uint8Array.from(bytes) } as const
    expect(compressedRows(features, 3)).toBe(compressedRows({ ...features, rows: Uint32Array.of(1) }, 3))
    expect(compressedRows(features, 2).starts).toHaveLength(4)
  })
})

describe('copyRows', () => {
  const rows = compressRows(Uint8Array.of(1, 0, 0, 2, 3, 4, 0, 0), 2)

  /** The starts and the entries of a batch; memory beyond them is 99. */
  function copied(order: Uint32Array | null, start: number, count: number, indirect: Uint32Array | null = null): [number[], number[]] {
    const [starts, entries] = [new Uint32Array(6).fill(99), new Uint32Array(6).fill(99)]
    copyRows(rows, indirect, { order, start, count }, starts, entries)
    return [[...starts].filter((number) => number !== 99), [...entries].filter((number) => number !== 99)]
  }

  // Rows: 0 has [1], 1 has [2 at input 1], 2 has [3, 4], 3 has nothing; an entry is input << 8 | byte.
  test('samples in the order of the data set', () => {
    expect(copied(null, 1, 3)).toEqual([
      [0, 1, 3, 3],
      [258, 3, 260],
    ])
  })

  test('samples in another order, a part of it', () => {
    expect(copied(Uint32Array.of(3, 2, 0, 1), 1, 2)).toEqual([
      [0, 2, 3],
      [3, 260, 1],
    ])
  })

  test('samples that are rows of a larger set', () => {
    expect(copied(Uint32Array.of(1, 0), 0, 2, Uint32Array.of(2, 1))).toEqual([
      [0, 1, 3],
      [258, 3, 260],
    ])
  })
})
