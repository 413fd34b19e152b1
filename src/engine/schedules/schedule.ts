/** What every schedule is: the learning rate of each epoch, as a multiple or a bend of the optimizer's own. */
import type * as z from 'zod'
import type { Part } from '../config/part'

/** The rate is that of a whole epoch; epochs count from 1, so that the formulas, which count from 0, read e = epoch - 1. */
export interface Schedule {
  /** @param epoch from 1; row 0, the evaluation before training, has the rate that training begins with */
  rate(epoch: number): number
  /**
   * Told after each epoch how it went, where the schedule asks: the validation loss, or the training loss where there is no validation.
   * Later rates may depend on it.
   */
  observe?(loss: number): void
  /** All that later rates depend on besides the epoch; a checkpoint keeps it and writes into it. Empty for most. */
  readonly state: Float64Array
}

/** The trial that a schedule is for. */
export interface ScheduledTrial {
  /** The optimizer's learning rate. */
  baseRate: number
  /** Epochs of the trial. */
  epochs: number
}

/** What is wrong with a field of a schedule in a trial. */
export interface ScheduleProblem {
  field: string
  message: string
}

/** A schedule that a configuration can name. */
export interface SchedulePart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /** Throws a ZodError where the configuration is not its own. */
  create(config: unknown, trial: ScheduledTrial): Schedule
  /** What does not fit the trial, or null. */
  check(config: unknown, trial: ScheduledTrial): ScheduleProblem | null
}

interface Description<C> {
  build(config: C, trial: ScheduledTrial): Schedule
  /** Where the fields have to fit the trial. */
  problem?(config: C, trial: ScheduledTrial): ScheduleProblem | null
}

/** Makes a part of a schedule's description; `build` gets the configuration as the schema reads it. */
export function defineSchedule<S extends z.ZodObject>(description: Part<S> & Description<z.output<S>>): SchedulePart<S> {
  const { build, problem, ...part } = description
  return {
    ...part,
    create: (config, trial) => build(part.schema.parse(config), trial),
    check(config, trial) {
      const parsed = part.schema.safeParse(config)
      return parsed.success ? (problem?.(parsed.data, trial) ?? null) : null
    },
  }
}

/** A schedule whose rate depends on the epoch alone. */
export function scheduleOf(rateOfEpoch: (e: number) => number): Schedule {
  return { rate: (epoch) => rateOfEpoch(Math.max(0, epoch - 1)), state: new Float64Array(0) }
}
