/** The learning rate over the epochs of a draft, by the engine's own schedule. */
import { checkSchedule, scheduleSchema } from '../../../engine/config/optimizer'
import { createSchedule } from '../../../engine/index'
import { getField } from './tree'

export interface RateCurve {
  /** Rates at epochs from 1 to the last. */
  points: { epoch: number; rate: number }[]
  /** Later rates follow from how training goes: the curve holds as long as the loss falls. */
  depends: boolean
}

/** Epochs that are asked for their rate; more would not be seen. */
const mostPoints = 2000

/** Null while schedule, rate or epochs of the draft are wrong. */
export function rateCurve(draft: unknown): RateCurve | null {
  const config = scheduleSchema.safeParse(getField(draft, 'schedule'))
  const baseRate = getField(draft, 'optimizer.learningRate')
  const epochs = getField(draft, 'epochs')
  if (!config.success || typeof baseRate !== 'number' || !(baseRate > 0) || typeof epochs !== 'number' || !Number.isInteger(epochs) || epochs < 1) return null
  const trial = { baseRate, epochs }
  if (checkSchedule(config.data, trial) !== null) return null
  const schedule = createSchedule(config.data, trial)
  const count = Math.min(epochs, mostPoints)
  const points = Array.from({ length: count }, (_, i) => {
    const epoch = count === 1 ? 1 : 1 + Math.round((i * (epochs - 1)) / (count - 1))
    return { epoch, rate: schedule.rate(epoch) }
  })
  return { points, depends: schedule.observe !== undefined }
}
