import { expect, test } from 'vitest'
import { decodeCheckpoint, encodeCheckpoint } from '../../../src/trainer/checkpoint-file'

const best = { epoch: 3, train: { loss: 0.5, accuracy: 0.75 }, validation: { loss: null, accuracy: null } }

test('a checkpoint comes back as it was', () => {
  const state = Uint8Array.of(1, 2, 250)
  expect(decodeCheckpoint(encodeCheckpoint({ best, state }))).toEqual({ best, state })
  expect(decodeCheckpoint(encodeCheckpoint({ best: null, state }))).toEqual({ best: null, state })
})

test('it may lie anywhere in a larger buffer', () => {
  const file = encodeCheckpoint({ best, state: Uint8Array.of(7) })
  const larger = new Uint8Array(file.length + 10)
  larger.set(file, 5)
  expect(decodeCheckpoint(larger.subarray(5, 5 + file.length)).state).toEqual(Uint8Array.of(7))
})

test.each([
  ['too short', Uint8Array.of(1, 0)],
  ['a header beyond the end', Uint8Array.of(200, 0, 0, 0, 123)],
  ['no JSON', Uint8Array.of(1, 0, 0, 0, 123)],
  ['no best epoch', withHeader('{}')],
  ['a best epoch without scores', withHeader('{"best":{"epoch":1}}')],
])('%s is refused as damaged', (_, file) => {
  expect(() => decodeCheckpoint(file)).toThrow(expect.objectContaining({ code: 'data', message: expect.stringContaining('damaged') }))
})

function withHeader(header: string): Uint8Array {
  const bytes = new TextEncoder().encode(header)
  return Uint8Array.of(bytes.length, 0, 0, 0, ...bytes)
}
