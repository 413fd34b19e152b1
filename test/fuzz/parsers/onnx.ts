/** ONNX files of other programs, and the model of this lab that is made of them. */
import { decodeModel } from '../../../src/engine/models/model-file'
import { importModel } from '../../../src/interop/models/import'
import { readOnnx } from '../../../src/interop/onnx/read'
import { check, outcomeOf, type Parser } from '../parser'

export const onnx: Parser = {
  name: 'onnx',
  read: (bytes) =>
    outcomeOf(() => {
      const { layers } = readOnnx(bytes, 'f')
      const weights = layers.reduce((sum, { weight }) => sum + weight.byteLength, 0)
      // The same numbers may be the weights of each of the sixteen layers.
      check(weights <= 16 * bytes.length, 'more memory was taken than the file has numbers for')
      const { file } = importModel(bytes, 'f.onnx', { data: layers.at(-1)?.units === 1 ? 'moons' : 'linear_map' })
      check(decodeModel(file).parameters.length > 0, 'the model has no parameters')
    }),
}
