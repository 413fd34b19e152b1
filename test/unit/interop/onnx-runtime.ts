/** Runs ONNX files in ONNX Runtime, which shares nothing with this program. */
import { env, InferenceSession, Tensor } from 'onnxruntime-web'

env.wasm.numThreads = 1

/** @returns the values of the graph's first output, row-major */
export async function runRuntime(file: Uint8Array, features: { rows: number; columns: number; values: ArrayLike<number> }): Promise<Float32Array> {
  const session = await InferenceSession.create(file)
  try {
    const [input = ''] = session.inputNames
    const [output = ''] = session.outputNames
    const results = await session.run({ [input]: new Tensor('float32', Float32Array.from(features.values), [features.rows, features.columns]) })
    const data = results[output]?.data
    if (!(data instanceof Float32Array)) throw new Error(`expected float32 from ${output}`)
    return data
  } finally {
    await session.release()
  }
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity
  let largest = 0
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!)
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference)
  }
  return largest
}
