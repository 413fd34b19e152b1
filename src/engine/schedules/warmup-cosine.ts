/** The rate rises along a line, then falls along half a wave of the cosine. */
import * as z from 'zod'
import { words } from '../config/planned'
import { cosineBetween } from './cosine'
import { checkMinimumRate, factor, minimumRate, warmupEpochs } from './fields'
import { defineSchedule, scheduleOf } from './schedule'

const ramps = ['from_first_step', 'from_start_factor'] as const

/**
 * For the first W epochs, e = 0 to W - 1, there are two ramps in use:
 * - from_first_step:   rate(e) = base (e + 1) / W, which reaches the base in the last epoch of the warm-up
 * - from_start_factor: rate(e) = base (s + (1 - s) e / W), which reaches it in the first epoch after, as PyTorch's LinearLR
 *
 * From e = W on: rate(e) = lowest + (base - lowest) (1 + cos(pi (e - W) / (epochs - W))) / 2.
 */
export const warmupCosine = defineSchedule({
  title: 'Warm-up, then cosine',
  formula: String.raw`\eta_e = \eta\,\frac{e + 1}{W} \text{ for } e < W,\quad \eta_e = \eta_{\min} + \tfrac{1}{2}(\eta - \eta_{\min})\left(1 + \cos\frac{\pi (e - W)}{E - W}\right) \text{ after}`,
  source: 'P. Goyal et al., "Accurate, large minibatch SGD: training ImageNet in 1 hour", 2017, section 2.2; I. Loshchilov and F. Hutter, "SGDR", ICLR 2017',
  schema: z.strictObject({
    name: z.literal('warmup_cosine'),
    warmupEpochs,
    ramp: words('Ramp', ramps)
      .meta({ label: 'Ramp', help: 'Where the warm-up begins: at one step of it, or at the start factor of the learning rate.' })
      .default('from_first_step'),
    startFactor: factor('Start factor', 'Share of the learning rate in the first epoch, where the ramp begins there.').default(0.1),
    minimumRate,
  }),
  problem(config, trial) {
    if (config.warmupEpochs > trial.epochs)
      return {
        field: 'warmupEpochs',
        message: `The warm-up takes ${config.warmupEpochs} epochs but the trial has ${trial.epochs}: it may take at most all of them`,
      }
    return checkMinimumRate(config, trial)
  },
  build({ warmupEpochs: warmup, ramp, startFactor, minimumRate }, { baseRate, epochs }) {
    const rising = (e: number) => (ramp === 'from_first_step' ? (e + 1) / warmup : startFactor + ((1 - startFactor) * e) / warmup)
    return scheduleOf((e) => (e < warmup ? baseRate * rising(e) : cosineBetween(baseRate, minimumRate, (e - warmup) / (epochs - warmup))))
  },
})
