/** Kind `initialiser`: bound, deviation and variance of the distribution, and limits for the mean and deviation of one draw. */
import * as z from 'zod'
import { initialiseLayer } from '../../../src/engine/initialisers/initialise'
import type { WeightDistribution } from '../../../src/engine/initialisers/initialiser'
import { weightDistribution } from '../../../src/engine/initialisers/registry'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { Linear } from '../../../src/engine/layers/linear'
import { createStream } from '../../../src/engine/random/stream'
import { mean, populationDeviation } from '../../../src/engine/statistics/moments'
import type { Kind } from '../kind'
import { built, initialiserOf, initialiserParams, wordsFor } from '../parts'

const params = initialiserParams.extend({ fan_in: z.number(), fan_out: z.number() })
const shape = z.object({
  params,
  expected: z.object({
    distribution: z.string(),
    bound: z.number().optional(),
    value: z.number().optional(),
    std: z.number(),
    variance: z.number(),
    five_sigma_mean: z.number(),
    five_sigma_std: z.number().optional(),
  }),
})

export const initialiser: Kind = {
  notSupported: (golden) => wordsFor('initialiser', initialiserOf(params.parse(golden.params))),
  run(golden, check, precision) {
    const { params: words, expected } = shape.parse(golden)
    const part = built(initialiserOf(words))
    const fan = { fanIn: words.fan_in, fanOut: words.fan_out }
    const { weight } = weightDistribution(part.initialiser, fan, part.activation)
    check.equal('distribution', weight.kind, expected.distribution)
    if (weight.kind === 'uniform' && expected.bound !== undefined) check.number('bound', weight.bound, expected.bound)
    if (weight.kind === 'constant' && expected.value !== undefined) check.number('value', weight.value, expected.value)
    const deviation = deviationOf(weight)
    check.number('std', deviation, expected.std)
    check.number('variance', deviation * deviation, expected.variance)

    const layer = new Linear(createReferenceKernels(precision), { name: 'layers.0', inputs: fan.fanIn, outputs: fan.fanOut, bias: false, capacity: 1 })
    initialiseLayer(layer, part, createStream(1, 'initialisation'))
    const drawn = Float64Array.from(layer.weight.data)
    check.number('mean of a draw', mean(drawn), weight.kind === 'constant' ? weight.value : 0, { abs: expected.five_sigma_mean, rel: 0 })
    if (expected.five_sigma_std !== undefined) {
      check.number('deviation of a draw', populationDeviation(drawn), expected.std, { abs: expected.five_sigma_std, rel: 0 })
    }
    if (weight.kind === 'uniform')
      check.equal(
        'within the bound',
        drawn.every((value) => Math.abs(value) <= weight.bound),
        true,
      )
  },
}

function deviationOf(weight: WeightDistribution['weight']): number {
  switch (weight.kind) {
    case 'uniform':
      return weight.bound / Math.sqrt(3)
    case 'normal':
      return weight.deviation
    case 'constant':
      return 0
  }
}
