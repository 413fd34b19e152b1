/** The gradient check of a stored network: central differences against backpropagation, in float64. */
import {
  compareParameters,
  createObjective,
  createReferenceKernels,
  decodeModel,
  type Parameter,
  type ParameterComparison,
  withMistake,
} from '../../../engine/index'
import type { Answering } from './answering'
import { partData } from './partData'
import type { Questions } from './questions'

/** Samples that the objective is over: each derivative takes two forward passes of all of them. */
export const checkedSamples = 8
/** Rows and columns of a weight matrix that are compared at most, spread evenly: a network of MNIST would take minutes. */
export const checkedRows = 20
/** Told as often as a bar can show. */
const progressEvery = 16

export function checkGradients(
  { model, part, mistake }: Questions['gradients']['input'],
  { data: run, progress }: Answering,
): Questions['gradients']['output'] {
  const { config, parameters, scaling } = decodeModel(model)
  const data = partData(run, part, scaling)
  const rows = Math.min(checkedSamples, data.samples)
  const reference = createReferenceKernels('float64')
  const kernels = mistake === null ? reference : withMistake(reference, mistake)
  const objective = createObjective({ config, parameters, data, rows, targets: data.targets, kernels })
  const compared: ParameterComparison[] = compareParameters(objective, {
    places,
    progress: (done, total) => {
      if (done % progressEvery === 0 || done === total) progress(done, total)
    },
  })
  return { samples: rows, parameters: compared }
}

/** The places of a parameter that are compared: all of a small one, else those of some rows and columns. */
export function places({ shape }: Pick<Parameter, 'shape'>): number[] {
  const [rows = 1, columns = 1] = shape
  return evenly(rows).flatMap((row) => evenly(columns).map((column) => row * columns + column))
}

/** At most `checkedRows` of the numbers below `count`, the first and the last among them. */
export function evenly(count: number): number[] {
  if (count <= checkedRows) return Array.from({ length: count }, (_, i) => i)
  return Array.from({ length: checkedRows }, (_, i) => Math.round((i * (count - 1)) / (checkedRows - 1)))
}
