/** A random linear map with noise, for regression of several targets on several features. */
import * as z from 'zod'
import { whole } from '../../config/fields'
import type { GeneratedData } from '../dataset'
import { checkNumbers, samples, targetNoise, valueFields } from './fields'
import { defineGenerator } from './source'
import type { RandomStream } from '../../random/stream'

/** Weights are normal with variance 1/d for d features, so that targets are of one size whatever d; biases are uniform in [-1, 1]. */
export const linearMap = defineGenerator({
  title: 'Linear map with noise',
  formula: String.raw`y = W x + b + \varepsilon,\quad x \sim U[-1, 1]^d,\ W_{ij} \sim N(0, \tfrac{1}{d}),\ b_i \sim U[-1, 1],\ \varepsilon_i \sim N(0, \sigma^2)`,
  source: 'The multivariate linear model: T. Hastie, R. Tibshirani and J. Friedman, "The elements of statistical learning", 2009, section 3.2.4',
  schema: z
    .strictObject({
      source: z.literal('linear_map'),
      samples,
      inputs: whole({ min: 1, max: 1000 }, { label: 'Inputs', unit: 'features', help: 'Features of a sample.' }).default(4),
      outputs: whole({ min: 1, max: 100 }, { label: 'Outputs', unit: 'targets', help: 'Targets of a sample, each with a unit of the output layer.' }).default(
        2,
      ),
      noise: targetNoise.default(0.1),
      ...valueFields,
    })
    .superRefine(checkNumbers),
  shape: ({ samples, inputs, outputs }) => ({ task: 'regression', inputs, outputs, samples }),
  generate: generateLinearMap,
})

interface MapOptions {
  samples: number
  inputs: number
  outputs: number
  noise: number
}

function generateLinearMap({ samples, inputs, outputs, noise }: MapOptions, stream: RandomStream): GeneratedData {
  // (out, in), row by row.
  const weights = Array.from({ length: inputs * outputs }, () => stream.gaussian() / Math.sqrt(inputs))
  const biases = Array.from({ length: outputs }, () => stream.uniformBetween(-1, 1))
  const answer = (x: ArrayLike<number>) =>
    biases.map((bias, o) => {
      let sum = bias
      for (let i = 0; i < inputs; i++) sum += weights[o * inputs + i]! * x[i]!
      return sum
    })
  const features = new Float64Array(samples * inputs)
  const targets = new Float64Array(samples * outputs)
  for (let sample = 0; sample < samples; sample++) {
    const x = features.subarray(sample * inputs, (sample + 1) * inputs)
    for (let i = 0; i < inputs; i++) x[i] = stream.uniformBetween(-1, 1)
    for (const [o, y] of answer(x).entries()) targets[sample * outputs + o] = y + noise * stream.gaussian()
  }
  return {
    data: { samples, inputs, features: { kind: 'real', values: features }, targets: { kind: 'values', values: targets, outputs } },
    truth: { kind: 'values', parameters: { weights, biases }, answer },
  }
}
