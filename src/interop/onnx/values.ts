/** The numbers of ONNX tensors, from and to their little-endian bytes. */
import type { OnnxTensor } from './proto'

/** Numbers of a tensor of float32, float64 or int64; throws a RangeError for any other. */
export function numbersOf({ name, type, data }: OnnxTensor): Float64Array {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
  switch (type) {
    case 'float32':
      return Float64Array.from({ length: data.length / 4 }, (_, i) => view.getFloat32(4 * i, true))
    case 'float64':
      return Float64Array.from({ length: data.length / 8 }, (_, i) => view.getFloat64(8 * i, true))
    case 'int64':
      return Float64Array.from({ length: data.length / 8 }, (_, i) => Number(view.getBigInt64(8 * i, true)))
    default:
      throw new RangeError(`the tensor ${name} has the type ${type}, which is not read here`)
  }
}

export function float32Tensor(name: string, shape: number[], values: ArrayLike<number>): OnnxTensor {
  const data = new Uint8Array(4 * values.length)
  const view = new DataView(data.buffer)
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i]!, true)
  return { name, shape, type: 'float32', data }
}
