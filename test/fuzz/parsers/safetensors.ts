/** Model files: safetensors, and the network and configuration within. */
import { decodeModel, encodeModel } from '../../../src/engine/models/model-file'
import { decodeSafetensors } from '../../../src/engine/models/safetensors'
import { check, outcomeOf, type Parser } from '../parser'

export const safetensors: Parser = {
  name: 'safetensors',
  read: (bytes) =>
    outcomeOf(() => {
      const { tensors } = decodeSafetensors(bytes, 'f')
      const numbers = tensors.reduce((sum, { data }) => sum + data.byteLength, 0)
      check(numbers <= bytes.length, 'more memory was taken than the file has bytes')
      const model = decodeModel(bytes, 'f')
      const again = decodeModel(encodeModel(model), 'f')
      check(
        again.parameters.every(({ data }, i) => sameBits(data, model.parameters[i]!.data)),
        'it is another model when written again',
      )
    }),
}

function sameBits(a: Float32Array | Float64Array, b: Float32Array | Float64Array): boolean {
  return Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0
}
