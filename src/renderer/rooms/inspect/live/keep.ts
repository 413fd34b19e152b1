/** From what was played to a run that trains to the same weights: its configuration, and when its learning rate changes. */
import type { ExperimentInput, TrialConfig } from '../../../../engine/config/experiment'
import { limits } from '../../../../engine/config/limits'
import { mostRateChanges, type RateChange, withRateChange } from '../../../../engine/config/rate-changes'
import type { LiveFrame } from './messages'

/**
 * What a playground trains with, of a run's configuration: on the reference kernels, at a constant rate, for as long as somebody plays.
 * @param epochs of a run that repeats it; nothing else depends on their number
 */
export function playedConfig(config: TrialConfig, epochs: number = limits.epochs): TrialConfig {
  return { ...config, kernels: 'reference', schedule: { name: 'constant' }, epochs, earlyStopping: null, evaluateEvery: 1 }
}

/**
 * Why it cannot be kept: its samples are not those of its data any more, they are some of a table's rows, nothing is trained yet, or its rate
 * was changed too often.
 */
export type KeepProblem = 'samples' | 'some' | 'nothing' | 'changes'

export type Keepable = { ok: true; config: ExperimentInput; rateChanges: RateChange[] } | { ok: false; problem: KeepProblem }

/**
 * The epochs that are complete; what was learned of the next one is left out.
 * @param trial `some` where it was played with some of its samples alone
 */
export function keepable(
  trial: { config: TrialConfig; seed: number; some: boolean },
  { epoch, events }: Pick<LiveFrame, 'epoch' | 'events'>,
  name: string,
): Keepable {
  if (events.some(({ kind }) => kind !== 'rate')) return { ok: false, problem: 'samples' }
  if (trial.some) return { ok: false, problem: 'some' }
  if (epoch === 0) return { ok: false, problem: 'nothing' }
  const rateChanges = events
    .reduce<RateChange[]>((made, event) => (event.kind === 'rate' ? withRateChange(made, { epoch: event.from, learningRate: event.rate }) : made), [])
    .filter((change) => change.epoch <= epoch)
  if (rateChanges.length > mostRateChanges) return { ok: false, problem: 'changes' }
  return { ok: true, config: { ...playedConfig(trial.config, epoch), name: name.slice(0, limits.nameLength), seeds: { list: [trial.seed] } }, rateChanges }
}
