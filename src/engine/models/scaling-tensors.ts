/** The scaling of features in a model's file: two vectors beside the parameters, so that any reader of the weights can scale as training did. */
import type { DataConfig } from '../config/data'
import { DataError } from '../data/data-error'
import type { Scaling } from '../data/dataset'
import { isScaled } from '../data/scaling'
import { filesOf } from '../data/sources/registry'
import type { NamedTensor } from './tensors'

const SHIFT = 'scaling.shift'
const FACTOR = 'scaling.factor'

/** Always float64, in which training scales. */
export function scalingTensors(scaling: Scaling | null): NamedTensor[] {
  if (scaling === null) return []
  return [
    { name: SHIFT, shape: [scaling.shift.length], data: scaling.shift },
    { name: FACTOR, shape: [scaling.factor.length], data: scaling.factor },
  ]
}

/**
 * Takes the scaling out of the tensors of a file.
 * @param inputs features of a sample
 * @returns null where the configuration has none: tensors of scaling are then left among the others
 * @throws DataError where a vector is missing, of another shape or precision, or holds a number that is not finite
 */
export function takeScaling(
  data: DataConfig,
  inputs: number,
  tensors: readonly NamedTensor[],
  file: string,
): { scaling: Scaling | null; others: NamedTensor[] } {
  if (!isScaled(data.scaling, filesOf(data) === null ? 'real' : 'bytes')) return { scaling: null, others: [...tensors] }
  const read = (name: string) =>
    readVector(
      tensors.find((tensor) => tensor.name === name),
      { name, inputs, file },
    )
  return { scaling: { shift: read(SHIFT), factor: read(FACTOR) }, others: tensors.filter(({ name }) => name !== SHIFT && name !== FACTOR) }
}

function readVector(tensor: NamedTensor | undefined, { name, inputs, file }: { name: string; inputs: number; file: string }): Float64Array {
  const refuse = (problem: string): never => {
    throw new DataError(file, `tensor "${name}"`, problem)
  }
  if (tensor === undefined) return refuse('it is missing')
  const { shape, data } = tensor
  if (shape.join() !== String(inputs)) return refuse(`expected the shape ${inputs}, found ${shape.join(' x ') || 'a single number'}`)
  if (!(data instanceof Float64Array)) return refuse('expected float64, found float32')
  if (!data.every(Number.isFinite)) return refuse('expected finite numbers')
  return data
}
