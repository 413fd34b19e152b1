import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDuplicateKey } from '../../../../src/engine/models/duplicate-keys'

describe('findDuplicateKey', () => {
  it.each([
    ['{"a":1,"b":2,"a":3}', 'a'],
    ['{"a" \n:1,"\\u0061":2}', 'a'],
    ['{"x":{"a":1,"a":2}}', 'a'],
    ['[{"a":1},{"b":{},"b":[]}]', 'b'],
    ['{"":1,"":2}', ''],
    ['{"\\"":1,"\\"":2}', '"'],
  ])('finds the repeated key of %s', (json, key) => {
    expect(findDuplicateKey(json)).toBe(key)
  })

  it.each(['{}', '[]', '"a"', '{"a":"a","b":"a"}', '{"a":{"a":{"a":1}}}', '[{"a":1},{"a":1}]', '{"a":["b","b"],"b":"\\\\"}', '{"a":"{\\"c\\":1,\\"c\\":2}"}'])(
    'finds none in %s',
    (json) => {
      expect(findDuplicateKey(json)).toBeNull()
    },
  )

  it('finds none in what JSON.stringify writes', () => {
    fc.assert(fc.property(fc.json(), (json) => findDuplicateKey(json) === null))
  })
})
