/** What each group ends with: the score of every trial, their middle and spread, and the difference to a baseline. */
import { bootstrapCounts } from '../../engine/statistics/bootstrap'
import { QUARTILES_FROM, summariseCurves } from '../../engine/statistics/curves'
import { groupDifference, type Difference, type SeededValue } from '../../engine/statistics/difference'
import { RankedValues } from '../../engine/statistics/ranked-values'
import { resamplingStream } from '../../report/resampling'
import type { Part } from '../measured'
import type { CurvesOf } from './charts'
import type { ComparedGroup } from './groups'
import { betterOf, valuesOf, type CompareMeasure } from './measures'
import type { ScoreKind } from './state'

export interface TrialScore extends SeededValue {
  run: number
  epoch: number
}

export interface GroupScore {
  group: ComparedGroup
  /** One a trial that has a finite value. */
  trials: readonly TrialScore[]
  /** Trials that diverged: their last value is one of a trial that was cut off, and none counts. */
  diverged: number
  iqm: number | null
  q1: number | null
  q3: number | null
  /** Bootstrap interval of the interquartile mean; null below four trials. */
  interval: { low: number; high: number } | null
  /** To the baseline, this group less that one; null for the baseline itself, and where either has no trial. */
  difference: Difference | null
  /** Chance that a trial of this group is better than one of the baseline; null as above, and where neither way is better. */
  improvement: number | null
  /** Whether no other group has a better middle. */
  best: boolean
}

export interface ScoreOptions {
  measure: CompareMeasure
  part: Part
  kind: ScoreKind
  curvesOf: CurvesOf
  /** Key of the baseline's group. */
  baseline: string | null
}

/** A window computes these while it draws: fewer than a report's. */
const resamples = 2000

export function groupScores(groups: readonly ComparedGroup[], options: ScoreOptions): GroupScore[] {
  const all = groups.map((group) => ({ group, trials: trialScores(group, options) }))
  const base = all.find(({ group }) => group.key === options.baseline)
  const better = betterOf(options.measure)
  const scores = all.map(({ group, trials }, i) => {
    const values = trials.map(({ value }) => value)
    const { iqm, q1, q3 } = summariseCurves(values.map((value) => [value]))
    const difference = base && base.group !== group ? groupDifference(trials, base.trials, { random: resamplingStream(2 * i), resamples }) : null
    return {
      group,
      trials,
      diverged: group.runs.filter(({ status }) => status === 'diverged').length,
      iqm: iqm[0] ?? null,
      q1: q1[0] ?? null,
      q3: q3[0] ?? null,
      interval: intervalOf(values, 2 * i + 1),
      difference,
      improvement: difference === null || better === null ? null : better === 'up' ? difference.probability : 1 - difference.probability,
    }
  })
  const middles = scores.flatMap(({ iqm }) => iqm ?? [])
  const best = better === null || middles.length < 2 ? null : middles.reduce((a, b) => (better === 'up' ? Math.max(a, b) : Math.min(a, b)))
  return scores.map((score) => ({ ...score, best: best !== null && score.iqm === best }))
}

function intervalOf(values: readonly number[], stream: number): { low: number; high: number } | null {
  if (values.length < QUARTILES_FROM) return null
  const ranked = new RankedValues(values)
  return bootstrapCounts(values.length, (counts) => ranked.interquartileMean(counts), { random: resamplingStream(stream), resamples })
}

function trialScores({ runs }: ComparedGroup, { measure, part, kind, curvesOf }: ScoreOptions): TrialScore[] {
  const better = kind === 'last' ? null : betterOf(measure)
  return runs.flatMap((run) => {
    if (run.status === 'diverged') return []
    const curves = curvesOf(run.id)
    const values = valuesOf(curves, measure, part)
    let chosen: number | null = null
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!
      if (!Number.isFinite(value)) continue
      const before = chosen === null ? null : values[chosen]!
      if (before === null || better === null || (better === 'up' ? value > before : value < before)) chosen = i
    }
    return chosen === null ? [] : [{ run: run.id, seed: run.seed, epoch: curves.epochs[chosen]!, value: values[chosen]! }]
  })
}

/** Better first, what has no score last; in the order chosen where neither way is better. */
export function rankScores(scores: readonly GroupScore[], measure: CompareMeasure): GroupScore[] {
  const better = betterOf(measure)
  if (better === null) return [...scores]
  const worst = better === 'up' ? -Infinity : Infinity
  return [...scores].sort((a, b) => {
    const [x, y] = [a.iqm ?? worst, b.iqm ?? worst]
    return x === y ? 0 : better === 'up' ? y - x : x - y
  })
}
