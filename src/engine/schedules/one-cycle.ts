/** One cycle: the rate rises to its peak and falls far below its start. */
import * as z from 'zod'
import { real } from '../config/fields'
import { words } from '../config/planned'
import { cosineBetween } from './cosine'
import { defineSchedule, scheduleOf } from './schedule'

const divisor = (label: string, help: string) => real({ min: 1, max: 1e12 }, { label, unit: 'times', help })

/**
 * The optimizer's rate is the peak. With start = peak / D, end = start / F and m = rise epochs - 1 the rate goes from start to peak while
 * e goes from 0 to m, then to end while e goes from m to epochs - 1, each along half a cosine or a line. As PyTorch's OneCycleLR with one
 * step an epoch, where the original paper uses lines and three phases. Where the rise is shorter than one step, training begins at the peak.
 */
export const oneCycle = defineSchedule({
  title: 'One cycle',
  formula: String.raw`\eta/D \;\nearrow\; \eta \text{ at } e = rE - 1,\quad \eta \;\searrow\; \eta/(D F) \text{ at } e = E - 1`,
  source: 'L. N. Smith and N. Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018',
  schema: z.strictObject({
    name: z.literal('one_cycle'),
    rise: real({ min: 0, max: 1 }, { label: 'Rise', unit: 'of all epochs', help: 'Share of the epochs in which the rate rises.' }).default(0.3),
    startDivisor: divisor('Start divisor', 'The first rate is the learning rate divided by this.').default(25),
    endDivisor: divisor('End divisor', 'The last rate is the first rate divided by this.').default(1e4),
    anneal: words('Anneal', ['cosine', 'line'])
      .meta({ label: 'Anneal', help: 'Whether the rate moves along half a cosine or along a line.' })
      .default('cosine'),
  }),
  build({ rise, startDivisor, endDivisor, anneal }, { baseRate: peak, epochs }) {
    const start = peak / startDivisor
    const end = start / endDivisor
    const top = rise * epochs - 1
    const last = epochs - 1
    const between = (from: number, to: number, share: number) => (anneal === 'cosine' ? cosineBetween(from, to, share) : from + (to - from) * share)
    return scheduleOf((e) => {
      if (e < top) return between(start, peak, e / top)
      const from = Math.max(0, top)
      return last > from ? between(peak, end, (e - from) / (last - from)) : peak
    })
  },
})
