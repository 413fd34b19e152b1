/** How weights, and gradients by them, spread from epoch to epoch. */
import { createObjective, decodeModel, histogram, mean, type NamedTensor, populationDeviation, takeGradient } from '../../../engine/index'
import type { Answering } from './answering'
import { partData } from './partData'
import type { Questions, SpreadHistory } from './questions'

/** An odd number: 0 lies in the middle of a bin. */
const bins = 41
/** Training samples whose objective is differentiated. */
export const gradientSamples = 256

export function spreadHistories({ models, of }: Questions['histories']['input'], answering: Answering): Questions['histories']['output'] {
  const { progress } = answering
  const gradients = of === 'gradients' ? gradientReader(answering) : null
  const epochs = models.map((file, i) => {
    const tensors = gradients ? gradients.read(file) : learned(decodeModel(file).parameters)
    progress(i + 1, models.length)
    return { epoch: decodeModel(file).epoch, tensors }
  })
  return { samples: gradients?.samples ?? 0, parameters: histories(epochs) }
}

/** Weights and biases, scales and shifts: running statistics are measured, not learned. */
function learned(tensors: readonly NamedTensor[]): readonly NamedTensor[] {
  return tensors.filter(({ name }) => !name.includes('.running_'))
}

/** The gradient of the objective over the first training samples at the parameters of each model. */
function gradientReader({ data: run }: Answering): { samples: number; read: (file: Uint8Array) => NamedTensor[] } {
  const training = partData(run, 'training', null)
  const samples = Math.min(gradientSamples, training.samples)
  return {
    samples,
    read(file) {
      const { config, parameters, scaling } = decodeModel(file)
      const data = scaling === null ? training : { ...training, features: { ...training.features, scaling } }
      const objective = createObjective({ config, parameters, data, rows: samples, targets: training.targets })
      takeGradient(objective)
      return objective.module.parameters.map(({ name, shape, gradient }) => ({ name, shape, data: gradient }))
    },
  }
}

/** One history a parameter; its bins reach as far as its largest number in any epoch, to both sides of 0. */
export function histories(epochs: readonly { epoch: number; tensors: readonly NamedTensor[] }[]): SpreadHistory[] {
  const names = epochs[0]?.tensors.map(({ name }) => name) ?? []
  return names.map((name, n) => {
    const vectors = epochs.map(({ epoch, tensors }) => ({ epoch, values: Array.from(tensors[n]!.data) }))
    const largest = Math.max(...vectors.map(({ values }) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0)))
    // Numbers that are all 0 have a width to be drawn in too.
    const reach = largest > 0 ? largest : 1
    const spreads = vectors.map(({ epoch, values }) => {
      const { counts } = histogram(values, { low: -reach, high: reach, bins })
      return { epoch, counts, mean: mean(values), deviation: populationDeviation(values) }
    })
    return { name, edges: histogram([], { low: -reach, high: reach, bins }).edges, epochs: spreads }
  })
}
