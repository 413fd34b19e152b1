import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeMessage, encodeMessage } from '../../../src/api/frame'

/** As a socket hands it on. */
function received(message: string | Uint8Array): string | ArrayBuffer {
  return typeof message === 'string' ? message : Uint8Array.from(message).buffer
}

/** A frame by hand: length of the text, text, and from the next multiple of 8 on the arrays. */
function frame(json: string, arrays: number[] = [], length = json.length): ArrayBuffer {
  const begin = Math.ceil((4 + json.length) / 8) * 8
  const bytes = new Uint8Array(begin + arrays.length)
  new DataView(bytes.buffer).setUint32(0, length, true)
  bytes.set(new TextEncoder().encode(json), 4)
  bytes.set(arrays, begin)
  return bytes.buffer
}

describe('a message', () => {
  it('without arrays is its JSON', () => {
    expect(encodeMessage({ id: 1, result: [null, 'ä'] })).toBe('{"id":1,"result":[null,"ä"]}')
    expect(decodeMessage('{"id":1,"result":[null,"ä"]}')).toEqual({ id: 1, result: [null, 'ä'] })
  })

  it('with arrays has them behind its text, each at a multiple of 8', () => {
    const bytes = encodeMessage({ a: Uint8Array.of(7), b: Float64Array.of(1) })
    const json = '{"a":{"$bytes":[0,1]},"b":{"$floats":[8,8]}}'
    const one = [0, 0, 0, 0, 0, 0, 0xf0, 0x3f]
    expect(bytes).toEqual(new Uint8Array(frame(json, [7, 0, 0, 0, 0, 0, 0, 0, ...one])))
  })

  it('brings every number to the last bit, and views of larger arrays', () => {
    const numbers = Float64Array.of(0.1, -0, Number.NaN, Infinity, Number.MIN_VALUE)
    const sent = { loss: numbers.subarray(1), file: Uint8Array.of(1, 2, 3).subarray(1), text: 'größer' }
    expect(decodeMessage(received(encodeMessage(sent)))).toEqual({ loss: numbers.slice(1), file: Uint8Array.of(2, 3), text: 'größer' })
  })

  it('comes back as it was, whatever it holds', () => {
    const floats = fc.float64Array({ maxLength: 9 })
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.uint8Array(), floats)
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('any')), fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '$bytes', '$$floats')), tie('any'))),
    })).any
    fc.assert(
      fc.property(value, (sent) => {
        expect(decodeMessage(received(encodeMessage(sent)))).toEqual(sent)
      }),
    )
  })

  it('that is cut off, or whose arrays lie outside of it, is refused', () => {
    expect(() => decodeMessage(new ArrayBuffer(3))).toThrow('ends before its text')
    expect(() => decodeMessage(frame('{}', [], 30))).toThrow('ends before its text')
    expect(() => decodeMessage(frame('{"a":'))).toThrow(SyntaxError)
    for (const place of ['[0,9]', '[8,1]', '[9007199254740991,1]'])
      expect(() => decodeMessage(frame(`{"$bytes":${place}}`, [1, 2, 3, 4, 5, 6, 7, 8]))).toThrow(RangeError)
    for (const place of ['[-8,8]', '[0.5,1]', '[0]', '"AAAA"', 'null']) expect(() => decodeMessage(frame(`{"$bytes":${place}}`))).toThrow('no place in it')
    for (const place of ['[0,7]', '[4,8]'])
      expect(() =>
        decodeMessage(
          frame(
            `{"$floats":${place}}`,
            Array.from({ length: 16 }, () => 0),
          ),
        ),
      ).toThrow(RangeError)
  })
})
