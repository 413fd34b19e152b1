/** Kind `initialiser`: bound, deviation and variance of the distribution, and limits for the mean and deviation of one draw. */
import * as z from 'zod'
import { initialiseLayer, weightDistribution } from '../../../src/engine/initialisers/initialisers'
import { createReferenceKernels } from '../../../src/engine/kernels/reference'
import { Linear } from '../../../src/engine/layers/linear'
import { createStream } from '../../../src/engine/random/stream'
import { mean, populationDeviation } from '../../../src/engine/statistics/moments'
import type { Kind } from '../kind'
import { built, initialiserOf, wordsFor } from '../parts'

const params = z.object({ name: z.string(), fan_in: z.number(), fan_out: z.number() })
const shape = z.object({
  params,
  expected: z.object({
    distribution: z.string(),
    bound: z.number().optional(),
    std: z.number(),
    variance: z.number(),
    five_sigma_mean: z.number(),
    five_sigma_std: z.number().optional(),
  }),
})

export const initialiser: Kind = {
  notSupported: (golden) => wordsFor('initialiser', initialiserOf(params.parse(golden.params).name)),
  run(golden, check, precision) {
    const { params: words, expected } = shape.parse(golden)
    const name = built(initialiserOf(words.name))
    const fan = { fanIn: words.fan_in, fanOut: words.fan_out }
    const { weight } = weightDistribution(name, fan)
    check.equal('distribution', weight.kind, expected.distribution)
    if (weight.kind === 'uniform' && expected.bound !== undefined) check.number('bound', weight.bound, expected.bound)
    const deviation = weight.kind === 'uniform' ? weight.bound / Math.sqrt(3) : weight.deviation
    check.number('std', deviation, expected.std)
    check.number('variance', deviation * deviation, expected.variance)

    const layer = new Linear(createReferenceKernels(precision), { name: 'layers.0', inputs: fan.fanIn, outputs: fan.fanOut, bias: false, capacity: 1 })
    initialiseLayer(layer, name, createStream(1, 'initialisation'))
    const drawn = Float64Array.from(layer.weight.data)
    check.number('mean of a draw', mean(drawn), 0, { abs: expected.five_sigma_mean, rel: 0 })
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
