/** Why a claim is judged as it is, in one sentence. */
import type { FigureNumber, RecordedFigure } from '../../api/report'
import { fewestTrials, type Verdict } from '../claims'
import { figureExperiment, figureSeeds } from '../figures'
import type { TestResult } from './claim-test'
import { standingOf, type Condition, type Standing } from './condition'
import { regionText } from './words'

/** No trial of these figures has ended. */
export function noDataReason(figures: readonly FigureNumber[]): string {
  return figures.length === 1 ? `No data: figure ${figures[0]} is not recorded yet` : `No data: figures ${figures.join(' and ')} are not recorded yet`
}

/** "A quick look: 4 of 15 seeds, 5 of 50 epochs; the verdict takes the full size". */
export function quickReason({ figure, seeds, epochs }: RecordedFigure, result: TestResult): string {
  const full = figureExperiment(figure, 'full')
  const look = `A quick look: ${seeds.length} of ${figureSeeds(full).length} seeds, ${epochs} of ${full.epochs} epochs`
  return [look, 'the verdict takes the full size', ...leftRemark(result)].join('; ')
}

export function fullReason(verdict: Verdict, result: TestResult, figures: readonly RecordedFigure[]): string {
  const remarks = [...(result.note === '' ? [] : [result.note]), ...leftRemark(result), ...figures.flatMap(fewerSeeds)]
  return [tooFew(result) ?? conditionsInWords(verdict, result.conditions), ...remarks].join('; ')
}

/** Null where every setting has trials enough. */
export function tooFew({ samples }: Pick<TestResult, 'samples'>): string | null {
  const short = samples.filter(({ whole }) => whole.length < fewestTrials)
  if (short.length === 0) return null
  const counts = short.map(({ needed, whole }) => `${needed.words} has ${whole.length}`)
  return `Too few finished trials: ${counts.join(', ')}, the test takes ${fewestTrials}`
}

function conditionsInWords(verdict: Verdict, conditions: readonly Condition[]): string {
  const standing = (wanted: Standing) => conditions.filter((condition) => standingOf(condition) === wanted)
  switch (verdict) {
    case 'reproduced':
      return conditions.length > 2 ? `All ${conditions.length} conditions hold: ${groundOf(conditions)}` : sentence(conditions, 'is')
    case 'not reproduced':
      return sentence(standing('fails'), 'is not')
    case 'undecided':
      return openInWords(standing('open'))
  }
}

function sentence(conditions: readonly Condition[], verb: string): string {
  return `${list(conditions, (condition) => `${subjectOf(condition)} ${verb} ${regionOf(condition)}`)}: ${groundOf(conditions)}`
}

function groundOf(conditions: readonly Condition[]): string {
  if (conditions.some(({ by }) => by === 'one trial')) return 'one trial, no interval'
  const byValue = conditions.some((condition) => condition.by === 'rank' && standingOf({ ...condition, by: 'interval' }) === 'open')
  const intervals = conditions.length === 1 ? 'so says the whole 95 % interval' : 'so say the whole 95 % intervals'
  return byValue ? `${intervals}, of the rank among the others the values` : intervals
}

/** What is not known at all is said first: more trials, or a model that is read, may settle it. */
function openInWords(open: readonly Condition[]): string {
  const unknown = open.filter(({ measurement }) => measurement.value === null)
  if (unknown.length > 0) {
    const why = unknown.some(({ by }) => by === 'one trial') ? 'a stored model was not read' : 'it is not recorded'
    return `${list(unknown, ({ measurement }) => `${inSentence(measurement.name)} is not known`)}: ${why}`
  }
  const few = open.filter(({ measurement }) => measurement.interval === null)
  if (few.length > 0) return list(few, (condition) => `${subjectOf(condition)} has too few trials (${condition.measurement.n})`)
  const why = open.length === 1 ? 'the interval covers a limit' : 'the intervals cover a limit'
  return `${list(open, (condition) => `${subjectOf(condition)} may or may not be ${regionOf(condition)}`)}: ${why}`
}

function list(conditions: readonly Condition[], words: (condition: Condition) => string): string {
  return capitalised(conditions.map(words).join('; '))
}

/** A name with a comma of its own takes another before the verb. */
function subjectOf({ measurement: { name } }: Condition): string {
  return name.includes(', ') ? `${inSentence(name)},` : inSentence(name)
}

function regionOf({ measurement: { unit }, region }: Condition): string {
  return regionText(region, unit)
}

function leftRemark({ samples }: TestResult): string[] {
  const { diverged, missing } = leftOf(samples)
  const counts = [...(diverged === 0 ? [] : [`${diverged} diverged`]), ...(missing === 0 ? [] : [`${missing} missing`])]
  return counts.length === 0 ? [] : [`${counts.join(' and ')} ${diverged + missing === 1 ? 'trial is' : 'trials are'} left out`]
}

export function leftOf(samples: TestResult['samples']): { diverged: number; missing: number } {
  const sum = (key: 'diverged' | 'missing') => samples.reduce((total, { left }) => total + left[key], 0)
  return { diverged: sum('diverged'), missing: sum('missing') }
}

function fewerSeeds({ figure, seeds }: RecordedFigure): string[] {
  const full = figureSeeds(figureExperiment(figure, 'full')).length
  return seeds.length < full ? [`figure ${figure} was asked for ${seeds.length} of its ${full} seeds`] : []
}

/** Names keep their capitals, such as ReLU and R²; a plain first word loses its own. */
function inSentence(name: string): string {
  return /^[A-Z][a-z]+\b/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
