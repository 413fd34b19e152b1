import { describe, expect, it } from 'vitest'
import { describeValue, quote } from '../../../../src/engine/data/describe'

describe('describeValue', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['text', '"text"'],
    [1.5, '1.5'],
    [[1, null, 'x'], '[1,null,"x"]'],
    [[[1]], 'a list of 1'],
    [new Array(9).fill(0), 'a list of 9'],
    [{ a: 1 }, 'an object'],
    [() => 0, 'function'],
  ])('of %j is %s', (value, words) => {
    expect(describeValue(value)).toBe(words)
  })

  it('cuts what is long', () => {
    expect(describeValue('x'.repeat(1000))).toBe(`"${'x'.repeat(56)}...`)
    expect(quote('x'.repeat(1000))).toBe(`"${'x'.repeat(57)}..."`)
    expect(quote('a"b')).toBe('"a\\"b"')
  })
})
