import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DataError } from '../../../../src/engine/data/data-error'
import { decodeSafetensors, encodeSafetensors, type TensorFile } from '../../../../src/engine/models/safetensors'

/** A file from its header's text and its data, as the format describes it. */
function handMade(header: string, data: number[] = [], length?: number): Uint8Array {
  const text = new TextEncoder().encode(header)
  const bytes = new Uint8Array(8 + text.length + data.length)
  new DataView(bytes.buffer).setBigUint64(0, BigInt(length ?? text.length), true)
  bytes.set(text, 8)
  bytes.set(data, 8 + text.length)
  return bytes
}

const one = [0, 0, 128, 63] // 1 as a little-endian float32
const half = [0, 0, 0, 0, 0, 0, 224, 63] // 1/2 as a little-endian float64

const files: fc.Arbitrary<TensorFile> = fc
  .uniqueArray(
    fc.string({ maxLength: 8 }).filter((name) => name !== '__metadata__'),
    { maxLength: 4 },
  )
  .chain((names) =>
    fc.record({
      tensors: fc.tuple(
        ...names.map((name) =>
          fc.array(fc.nat(3), { maxLength: 3 }).chain((shape) => {
            const length = shape.reduce((product, size) => product * size, 1)
            const values = { minLength: length, maxLength: length }
            return fc.oneof(fc.float32Array(values), fc.float64Array(values)).map((data) => ({ name, shape, data }))
          }),
        ),
      ),
      metadata: fc.dictionary(fc.string({ maxLength: 6 }), fc.string({ maxLength: 6 }), { noNullPrototype: true }),
    }),
  )

describe('safetensors', () => {
  it('writes length, header and values as the format says', () => {
    const bytes = encodeSafetensors({
      tensors: [
        { name: 'a', shape: [1], data: Float32Array.of(1) },
        { name: 'b', shape: [], data: Float64Array.of(0.5) },
      ],
      metadata: { key: 'text' },
    })
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true))
    expect(length % 8).toBe(0)
    expect(JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)))).toEqual({
      __metadata__: { key: 'text' },
      a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] },
      b: { dtype: 'F64', shape: [], data_offsets: [4, 12] },
    })
    expect([...bytes.subarray(8 + length)]).toEqual([...one, ...half])
  })

  it('reads files of others: any order and spacing of the header, no metadata', () => {
    const header = '{"b":{"data_offsets":[4,12],"shape":[],"dtype":"F64"},\n "a": {"dtype":"F32","shape":[1,1],"data_offsets":[0,4]}}   '
    expect(decodeSafetensors(handMade(header, [...one, ...half]), 'other')).toEqual({
      tensors: [
        { name: 'a', shape: [1, 1], data: Float32Array.of(1) },
        { name: 'b', shape: [], data: Float64Array.of(0.5) },
      ],
      metadata: {},
    })
  })

  it('gives back what was written', () => {
    fc.assert(
      fc.property(files, (file) => {
        const decoded = decodeSafetensors(encodeSafetensors(file), 'any')
        expect(decoded.metadata).toEqual(file.metadata)
        // Tensors without values share an offset: only their order may differ.
        const sorted = (tensors: TensorFile['tensors']) => tensors.toSorted((a, b) => (a.name < b.name ? -1 : 1))
        expect(sorted(decoded.tensors)).toEqual(sorted(file.tensors))
      }),
      { numRuns: 300 },
    )
  })

  it('keeps names that are special in JavaScript', () => {
    const tensors = ['__proto__', 'constructor', '7'].map((name) => ({ name, shape: [1], data: Float32Array.of(1) }))
    const decoded = decodeSafetensors(encodeSafetensors({ tensors, metadata: Object.fromEntries([['__proto__', 'x']]) }), 'any')
    expect(decoded.tensors.map(({ name }) => name)).toEqual(['__proto__', 'constructor', '7'])
    expect(Object.entries(decoded.metadata)).toEqual([['__proto__', 'x']])
  })

  it('does not write what it could not read', () => {
    const data = Float32Array.of(1, 2)
    expect(() => encodeSafetensors({ tensors: [{ name: 'w', shape: [3], data }], metadata: {} })).toThrow('tensor "w" has 2 values for the shape 3')
    const twice = { name: 'w', shape: [2], data }
    expect(() => encodeSafetensors({ tensors: [twice, twice], metadata: {} })).toThrow('the tensor name "w" is taken')
    expect(() => encodeSafetensors({ tensors: [{ ...twice, name: '__metadata__' }], metadata: {} })).toThrow('is taken')
    expect(() => encodeSafetensors({ tensors: [], metadata: { long: 'x'.repeat(1_100_000) } })).toThrow(RangeError)
  })

  const tensor = (dtype: string, shape: string, offsets: string) => `{"w":{"dtype":${dtype},"shape":${shape},"data_offsets":${offsets}}}`
  it.each([
    ['nothing', new Uint8Array(3), 'm, byte 3: expected 8 bytes of header length, but the file ends after 3'],
    ['a huge header', handMade('{}', [], 2 ** 52), 'm, byte 0: expected a header of at most 1048576 bytes, found a length of 4503599627370496'],
    ['a cut header', handMade('{}', [], 10), 'm, byte 0: expected a header of 10 bytes, but only 2 follow'],
    ['no JSON', handMade('{"w":'), 'm, header: expected JSON in UTF-8'],
    ['broken UTF-8', Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xfe), 'm, header: expected JSON in UTF-8'],
    ['a list', handMade('[1]'), 'm, header: expected a JSON object from the first byte on'],
    ['leading space', handMade(' {}'), 'm, header: expected a JSON object from the first byte on'],
    ['a name twice', handMade('{"w":1,"v":{},"\\u0077":2}'), 'm, header: the key "w" appears twice'],
    ['metadata of numbers', handMade('{"__metadata__":{"a":1}}'), 'm, __metadata__: expected text for "a", found number'],
    ['metadata as text', handMade('{"__metadata__":"a"}'), 'm, __metadata__: expected an object of texts'],
    ['another type', handMade(tensor('"BF16"', '[2]', '[0,4]'), one), 'm, tensor "w": expected dtype F32 or F64, found "BF16"'],
    ['a negative size', handMade(tensor('"F32"', '[-1]', '[0,4]'), one), 'm, tensor "w": expected a shape of at most 8 whole numbers, found [-1]'],
    ['many dimensions', handMade(tensor('"F32"', '[1,1,1,1,1,1,1,1,1]', '[0,4]'), one), 'm, tensor "w": expected a shape of at most 8'],
    ['one offset', handMade(tensor('"F32"', '[1]', '[0]'), one), 'm, tensor "w": expected two data_offsets, found [0]'],
    [
      'a shape larger than the data',
      handMade(tensor('"F32"', '[2]', '[0,4]'), one),
      'm, tensor "w": expected 8 bytes for the shape 2 of F32, found offsets 0 to 4',
    ],
    ['a vast shape', handMade(tensor('"F32"', '[4503599627370496,4503599627370496]', '[0,4]'), one), 'm, tensor "w": expected 8.1'],
    ['data behind the end', handMade(tensor('"F32"', '[2]', '[0,8]'), one), 'm, data: expected 8 bytes of values, found 4'],
    ['bytes left over', handMade(tensor('"F32"', '[1]', '[0,4]'), [...one, 0]), 'm, data: expected 4 bytes of values, found 5'],
    ['a gap', handMade(tensor('"F32"', '[1]', '[4,8]'), [...one, ...one]), 'm, tensor "w": expected its data at offset 0, found 4'],
    [
      'an overlap',
      handMade('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"v":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}', one),
      'm, tensor "v": expected its data at offset 4, found 0',
    ],
    ['an unknown field', handMade('{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4],"code":"x"}}', one), 'm, tensor "w": there is no field "code" here'],
    ['a number as a tensor', handMade('{"w":1}'), 'm, tensor "w": expected an object with dtype, shape and data_offsets'],
    [
      'deep nesting as a type',
      handMade(tensor(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, '[1]', '[0,4]')),
      'm, tensor "w": expected dtype F32 or F64, found a list of 1',
    ],
    ['deep nesting', handMade(`{"w":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 'm, tensor "w": expected an object'],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => decodeSafetensors(bytes, 'm')).toThrow(DataError)
    expect(() => decodeSafetensors(bytes, 'm')).toThrow(message)
  })

  it('refuses more values than a network may have before it makes an array of them', () => {
    // The check on the sum comes after the check on the file's length: a sparse file would have to be really there.
    const header = tensor('"F32"', '[20262145]', '[0,81048580]')
    const text = new TextEncoder().encode(header)
    const bytes = new Uint8Array(8 + text.length + 81_048_580)
    bytes.set(handMade(header))
    expect(() => decodeSafetensors(bytes, 'm')).toThrow('m, data: expected at most 20262144 values, found 20262145')
  })

  it('survives damage: a whole file or the typed error', () => {
    const damaged = fc.tuple(files, fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 }), fc.nat()).map(([file, changes, cut]) => {
      const bytes = encodeSafetensors(file)
      for (const [at, byte] of changes) bytes[at % bytes.length] = byte
      return cut % 3 === 0 ? bytes.subarray(0, cut % (bytes.length + 1)) : bytes
    })
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 60 })), (bytes) => {
        try {
          for (const { shape, data } of decodeSafetensors(bytes, 'any').tensors) expect(data.length).toBe(shape.reduce((product, size) => product * size, 1))
        } catch (error) {
          expect(error).toBeInstanceOf(DataError)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
