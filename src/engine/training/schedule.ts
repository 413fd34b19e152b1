/** The learning rate of each epoch. */
import type { OptimizerConfig, ScheduleConfig } from '../config/optimizer'

/** @param epoch from 1; row 0 shows the rate that training begins with */
export function learningRateAt(_epoch: number, schedule: ScheduleConfig, optimizer: OptimizerConfig): number {
  switch (schedule.name) {
    case 'constant':
      return optimizer.learningRate
  }
}
