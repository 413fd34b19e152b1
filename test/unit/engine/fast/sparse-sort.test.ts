/** The entries of a batch by input. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { placed, sparseCases, type SparseCase } from './sparse-layer'

/** For each input its entries as [row, byte]. */
function sortedEntries(layer: SparseCase): [row: number, byte: number][][] {
  const at = placed(layer)
  const { memory, kernels } = at.instance
  kernels.sortEntries(layer.rows, at.starts, at.entries, layer.inputs, at.ends, at.sorted)
  const ends = memory.words(at.ends, layer.inputs)
  const sorted = memory.words(at.sorted, layer.rows * layer.inputs)
  const place = (pointer: number) => (pointer - at.sorted) / 4
  return Array.from(ends, (end, i) => {
    const start = i === 0 ? 0 : place(ends[i - 1]!)
    return Array.from(sorted.subarray(start, place(end)), (entry) => [entry >>> 8, entry & 255])
  })
}

describe('sortEntries', () => {
  test('two rows of three inputs', () => {
    const layer = { rows: 2, inputs: 3, columns: 1, bytes: Uint8Array.of(7, 0, 8, 9, 0, 0), weight: [0, 0, 0], bias: [0], delta: [0, 0], scaling: null }
    expect(sortedEntries(layer)).toEqual([
      [
        [0, 7],
        [1, 9],
      ],
      [],
      [[0, 8]],
    ])
  })

  test('every byte that is not zero, once, by row', () => {
    fc.assert(
      fc.property(sparseCases, (layer) => {
        const { rows, inputs, bytes } = layer
        const expected = Array.from({ length: inputs }, (_, i) => {
          return Array.from({ length: rows }, (_, r) => [r, bytes[r * inputs + i]!]).filter(([, byte]) => byte !== 0)
        })
        expect(sortedEntries(layer)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })
})
