/** The rate falls when the loss has not fallen for some epochs. */
import * as z from 'zod'
import { real, whole } from '../config/fields'
import { limits } from '../config/limits'
import { words } from '../config/planned'
import { checkMinimumRate, minimumRate } from './fields'
import { defineSchedule, type Schedule, type ScheduledTrial } from './schedule'

const thresholdModes = ['relative', 'absolute'] as const
const epochs = (label: string, help: string) => whole({ min: 0, max: limits.epochs }, { label, unit: 'epochs', help })

const schema = z.strictObject({
  name: z.literal('reduce_on_plateau'),
  factor: real({ min: 0, max: 0.999999, open: true }, { label: 'Factor', unit: 'times', help: 'What the rate is multiplied by on a plateau.' }).default(0.1),
  patience: epochs('Patience', 'How many epochs without a better loss are let pass; the next one lowers the rate.').default(10),
  threshold: real({ min: 0, max: 1e9 }, { label: 'Threshold', help: 'By how much a loss must be lower than the best one to be better.' }).default(1e-4),
  thresholdMode: words('Threshold mode', thresholdModes)
    .meta({ label: 'Threshold mode', help: 'Whether the threshold is a share of the best loss or a difference.' })
    .default('relative'),
  cooldown: epochs('Cooldown', 'How many epochs after a fall are not counted.').default(0),
  minimumRate,
})
type Config = z.output<typeof schema>

/** PyTorch's `eps`: a change of the rate that is not above this is left out. */
const SMALLEST_CHANGE = 1e-8

/** Where each number of the state lies. */
const RATE = 0
const BEST = 1
const BAD_EPOCHS = 2
const COOLDOWN = 3

/**
 * An epoch is bad when its loss is not below best (1 - threshold), or best - threshold. More than `patience` bad epochs in a row multiply
 * the rate by `factor`; bad epochs within the cooldown do not count. As PyTorch's ReduceLROnPlateau with mode "min".
 */
export class PlateauSchedule implements Schedule {
  readonly state = new Float64Array(4)

  constructor(
    private readonly config: Omit<Config, 'name'>,
    { baseRate }: Pick<ScheduledTrial, 'baseRate'>,
  ) {
    this.state[RATE] = baseRate
    this.state[BEST] = Infinity
  }

  rate(): number {
    return this.state[RATE]!
  }

  observe(loss: number): void {
    const { state, config } = this
    if (this.isBetter(loss)) {
      state[BEST] = loss
      state[BAD_EPOCHS] = 0
    } else state[BAD_EPOCHS]! += 1
    if (state[COOLDOWN]! > 0) {
      state[COOLDOWN]! -= 1
      state[BAD_EPOCHS] = 0
    }
    if (state[BAD_EPOCHS]! <= config.patience) return
    state[BAD_EPOCHS] = 0
    state[COOLDOWN] = config.cooldown
    const lower = Math.max(this.rate() * config.factor, config.minimumRate)
    if (this.rate() - lower > SMALLEST_CHANGE) state[RATE] = lower
  }

  private isBetter(loss: number): boolean {
    const { threshold, thresholdMode } = this.config
    const best = this.state[BEST]!
    // The first loss is better than none; Infinity times a threshold of 1 would be no number.
    if (best === Infinity) return loss < best
    return loss < (thresholdMode === 'relative' ? best * (1 - threshold) : best - threshold)
  }
}

export const reduceOnPlateau = defineSchedule({
  title: 'Reduce on plateau',
  formula: String.raw`\eta \leftarrow \max(\gamma\,\eta,\ \eta_{\min}) \text{ after more than } P \text{ epochs without } \ell < \ell_{\text{best}}(1 - \tau)`,
  source:
    'As PyTorch\'s ReduceLROnPlateau; K. He et al., "Deep residual learning for image recognition", 2016, section 3.4, divide the rate "when the error plateaus"',
  schema,
  problem: checkMinimumRate,
  build: (config, trial) => new PlateauSchedule(config, trial),
})
