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

/** A mark for each epoch that a change holds from, with its value at the head. The point of an epoch shows what was learned in it: the line stands before it. */
export function rateMarks(rows: readonly Pick<RunRow, 'rateChanges'>[], words: (rate: number) => string): EpochMark[] {
  const byEpoch = Map.groupBy(
    rows.flatMap(({ rateChanges }) => rateChanges),
    ({ epoch }) => epoch,
  )
  return [...byEpoch]
    .sort(([a], [b]) => a - b)
    .map(([epoch, changes]) => ({ x: epoch - 1, text: [...new Set(changes.map(({ learningRate }) => words(learningRate)))].join(', ') }))
}
