import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxWireDepth } from '../../../src/api/plain'
import { decodeWire, encodeWire } from '../../../src/api/wire'

const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)

describe('the wire encoding', () => {
  it('writes bytes as base64 under $bytes', () => {
    expect(encodeWire({ file: new Uint8Array([0, 255, 16]) })).toBe('{"file":{"$bytes":"AP8Q"}}')
    expect(decodeWire('{"file":{"$bytes":"AP8Q"}}')).toEqual({ file: new Uint8Array([0, 255, 16]) })
  })

  it('carries large binary values and views into larger buffers', () => {
    const bytes = new Uint8Array(100_000).map((_, i) => i * 7)
    const view = bytes.subarray(10, 70_000)
    expect(decodeWire(encodeWire(view))).toEqual(view)
  })

  it('carries numbers as they are, to the last bit', () => {
    const numbers = Float64Array.of(0.1, -0, Number.NaN, Infinity, Number.MIN_VALUE)
    expect(decodeWire(encodeWire({ loss: numbers.subarray(1) }))).toEqual({ loss: numbers.slice(1) })
    expect(decodeWire(encodeWire({ $floats: 'AAAA' }))).toEqual({ $floats: 'AAAA' })
    expect(() => decodeWire('{"$floats":"AAAA"}')).toThrow(RangeError)
  })

  it('never takes an ordinary object for bytes', () => {
    const posing = { $bytes: 'AP8Q', $$bytes: 'x', $: 1 }
    expect(decodeWire(encodeWire({ $bytes: 'AP8Q' }))).toEqual({ $bytes: 'AP8Q' })
    expect(decodeWire(encodeWire(posing))).toEqual(posing)
  })

  it('returns every JSON value unchanged', () => {
    const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.uint8Array())
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ maxDepth: 5 }, leaf, fc.array(tie('any')), fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$', '$bytes', '$$bytes')), tie('any'))),
    })).any
    fc.assert(
      fc.property(value, (sent) => {
        expect(decodeWire(encodeWire(sent))).toEqual(sent)
      }),
    )
  })

  it('keeps __proto__ a plain key', () => {
    const decoded = decodeWire('{"__proto__":{"admin":true}}')
    expect(Object.getPrototypeOf(decoded)).toBe(Object.prototype)
    expect(Object.keys(decoded as object)).toEqual(['__proto__'])
  })

  it('refuses what is nested too deeply, on both ways, without exhausting the stack', () => {
    expect(decodeWire(nested(maxWireDepth))).toBeInstanceOf(Array)
    expect(() => decodeWire(nested(maxWireDepth + 2))).toThrow('nested deeper than 64')
    expect(() => decodeWire(nested(200_000))).toThrow('nested deeper than 64')
    const cycle: unknown[] = []
    cycle.push(cycle)
    expect(() => encodeWire(cycle)).toThrow('nested deeper than 64')
  })

  it('refuses broken JSON and broken base64', () => {
    expect(() => decodeWire('{"a":')).toThrow(SyntaxError)
    for (const written of ['"***"', '3', 'null', '[0,8]']) expect(() => decodeWire(`{"$bytes":${written}}`)).toThrow('base64')
  })
})
