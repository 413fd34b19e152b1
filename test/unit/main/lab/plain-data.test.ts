import { expect, test } from 'vitest'
import { isBounded } from '../../../../src/main/lab/plain-data'

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)]
}

test('plain data passes', () => {
  for (const input of [undefined, null, 'x', [], { a: [{ b: 1 }] }, nested(64), new Uint8Array(10_000_000)]) expect(isBounded(input)).toBe(true)
})

test('what is too deep, endless or too large does not', () => {
  const cyclic: unknown[] = []
  cyclic.push(cyclic)
  // Each level holds the one below twice: 2^40 values in 40 arrays.
  let doubled: unknown = 0
  for (let i = 0; i < 40; i++) doubled = [doubled, doubled]
  for (const input of [nested(65), cyclic, doubled]) expect(isBounded(input)).toBe(false)
})
