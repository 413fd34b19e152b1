/** The learning rates of trials that somebody may change: which take a change, which base rate holds, and where a rate changed. */
import type { RunRow } from '../../../api/records'
import type { EpochMark } from '../../../charts/plugins/epoch-marks'

/** The trials that take another learning rate now. */
export function changeable(rows: readonly RunRow[]): RunRow[] {
  return rows.filter(({ status }) => status === 'running' || status === 'paused')
}

/** What a schedule is a multiple of: the rate that was set last, though it may only hold from the next epoch on. */
export function presentRate({ rateChanges, config }: Pick<RunRow, 'rateChanges' | 'config'>): number {
  return rateChanges.at(-1)?.learningRate ?? config.optimizer.learningRate
}

/**
 * A mark for each epoch that a change holds from. The point of an epoch shows what was learned in it: the line stands before it. It has no
 * words, which would lie over the title of the axis: the list of trials has them.
 */
export function rateMarks(rows: readonly Pick<RunRow, 'rateChanges'>[]): EpochMark[] {
  const epochs = new Set(rows.flatMap(({ rateChanges }) => rateChanges.map(({ epoch }) => epoch)))
  return [...epochs].sort((a, b) => a - b).map((epoch) => ({ x: epoch - 1, text: '' }))
}
