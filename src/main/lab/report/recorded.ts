/** What is recorded of a figure, as it is judged and drawn. */
import type { Queries, ScoreValues } from '../../../../db/queries'
import type { RunRow } from '../../../api/records'
import type { RecordedFigure, RecordedTrial, Series } from '../../../api/report'
import type { FigurePlan } from './plan'
import { RecordedTrials } from './trials'

export function readFigure(plan: FigurePlan, queries: Queries): RecordedFigure {
  const trials = new RecordedTrials(queries)
  return {
    figure: plan.figure,
    variant: plan.variant,
    epochs: plan.experiment.epochs,
    seeds: plan.seeds,
    settings: plan.settings.map(({ label, beside, digest, config }) => ({
      label,
      beside,
      configDigest: digest,
      config,
      trials: plan.seeds.map((seed) => readTrial(seed, trials.find(digest, seed), queries)),
    })),
  }
}

/** Curves are those of trials that have ended by themselves: what is still under way would bend a mean. */
function readTrial(seed: number, run: RunRow | null, queries: Queries): RecordedTrial {
  if (run === null) return { ...nothing, seed, run: null, status: 'missing', message: null, epochsDone: 0, secondsPerEpoch: null, dataDigest: null }
  const ended = run.status === 'done' || run.status === 'diverged'
  return {
    ...(ended ? toSeries(queries.listScores(run.id)) : nothing),
    seed,
    run: run.id,
    status: run.status,
    message: run.message,
    epochsDone: run.epochsDone,
    secondsPerEpoch: run.epochsDone === 0 ? null : run.seconds / run.epochsDone,
    dataDigest: run.dataDigest,
  }
}

type AllSeries = Pick<RecordedTrial, 'trainLoss' | 'trainAccuracy' | 'validationLoss' | 'validationAccuracy'>

const nothing: AllSeries = { trainLoss: [], trainAccuracy: null, validationLoss: null, validationAccuracy: null }

/** Epochs are recorded without gap from 0, so that places are epochs. */
function toSeries(scores: readonly ScoreValues[]): AllSeries {
  const column = (place: 0 | 1 | 2 | 3): Series => scores.map((values) => values[place])
  const present = (series: Series): Series | null => (series.some((value) => value !== null) ? series : null)
  return { trainLoss: column(0), trainAccuracy: present(column(1)), validationLoss: present(column(2)), validationAccuracy: present(column(3)) }
}
