/** A comparison as one value: which runs, and every choice of how they are shown. The window, a saved view and an address hold the same. */
import * as z from 'zod'
import { centres, spans } from '../../engine/statistics/bands'
import { measures } from './measures'

export const groupings = ['auto', 'setting', 'run'] as const
export const layouts = ['overlay', 'side'] as const
export const parts = ['auto', 'train', 'validation', 'both'] as const
export const xAxes = ['epoch', 'step', 'seconds'] as const
export const clippings = ['none', 'start', 'outliers'] as const
export const scoreKinds = ['last', 'best'] as const

export type Layout = (typeof layouts)[number]
/** `auto` is validation where every run has it, else training; `both` draws training thinly beside validation. */
export type PartChoice = (typeof parts)[number]
export type XAxis = (typeof xAxes)[number]
export type Clipping = (typeof clippings)[number]
/** The value after the last epoch, or at the best one. */
export type ScoreKind = (typeof scoreKinds)[number]

/** As a view or an address may name them at most. */
export const mostRuns = 10_000
const key = z.string().min(1).max(200)

const smoothing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** Exponential moving average: the weight of what went before. */
  z.strictObject({ kind: z.literal('ema'), weight: z.number().min(0).max(0.999) }),
  /** Running mean over so many recorded values, centred. */
  z.strictObject({ kind: z.literal('mean'), window: z.number().int().min(1).max(1001) }),
])
export type Smoothing = z.output<typeof smoothing>

const zoom = z.strictObject({ from: z.number(), to: z.number() }).refine(({ from, to }) => from < to, { error: 'A range begins before it ends' })
/** Part of the x axis, in its own units. */
export type ZoomRange = z.output<typeof zoom>

/** Every field has its default, so that an address need hold only what was changed. */
export const comparisonSchema = z.strictObject({
  runs: z.array(z.number().int().min(1)).max(mostRuns).default([]),
  grouping: z.enum(groupings).default('auto'),
  layout: z.enum(layouts).default('overlay'),
  part: z.enum(parts).default('auto'),
  /** Empty for loss and, where it is recorded, accuracy. */
  measures: z.array(z.enum(measures)).max(measures.length).default([]),
  x: z.enum(xAxes).default('epoch'),
  logX: z.boolean().default(false),
  /** For measures that are above zero; a logarithm would only press accuracies together. */
  logY: z.boolean().default(false),
  centre: z.enum(centres).default('iqm'),
  span: z.enum(spans).default('quartiles'),
  showTrials: z.boolean().default(false),
  smoothing: smoothing.default({ kind: 'none' }),
  clip: z.enum(clippings).default('none'),
  /** Small multiples of one measure have the same axes. */
  sharedAxes: z.boolean().default(true),
  zoom: zoom.nullable().default(null),
  /** Key of the curve that differences are taken to; null for the first. */
  baseline: key.nullable().default(null),
  hidden: z.array(key).max(mostRuns).default([]),
  /** Key of the only curve that is shown, or null. */
  isolated: key.nullable().default(null),
  score: z.enum(scoreKinds).default('last'),
  /** Measure of the scores; null for accuracy where it is drawn, else the first that is. */
  scoreMeasure: z.enum(measures).nullable().default(null),
  /** Path of the field whose effect is shown; null for the first that differs. */
  field: z.string().min(1).max(200).nullable().default(null),
  /** The table of configurations shows the fields that are the same in all, too. */
  allFields: z.boolean().default(false),
})
export type ComparisonState = z.output<typeof comparisonSchema>

export function newComparison(runs: readonly number[] = []): ComparisonState {
  return comparisonSchema.parse({ runs: [...runs] })
}

/** What an address holds: the runs in words of their own, and the choices that differ from the defaults as JSON; both empty where there is nothing to say. */
export interface ComparisonAddress {
  runs: string
  view: string
}

export function toAddress(state: ComparisonState): ComparisonAddress {
  const { runs, ...choices } = state
  const defaults: Record<string, unknown> = newComparison()
  const changed = Object.entries(choices).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(defaults[name]))
  return { runs: runs.join(','), view: changed.length === 0 ? '' : JSON.stringify(Object.fromEntries(changed)) }
}

/** A choice that is not understood has its default: an address may come from another version, or be typed. */
export function fromAddress({ runs, view }: { runs: unknown; view: unknown }): ComparisonState {
  const ids = parseIds(runs).slice(0, mostRuns)
  const whole = comparisonSchema.safeParse({ ...parseObject(view), runs: ids })
  return whole.success ? whole.data : newComparison(ids)
}

/** Run ids from words such as `3,4,5` or `3,7-9`: whole numbers above zero, each once; what is none is left out. */
export function parseIds(text: unknown): number[] {
  if (typeof text !== 'string') return []
  const found = text.split(',').flatMap((part) => {
    const [first = '', last = first, ...rest] = part.split('-')
    if (rest.length > 0 || ![first, last].every((id) => /^[1-9]\d{0,14}$/.test(id))) return []
    const [from, to] = [Number(first), Number(last)]
    return from <= to && to - from < mostRuns ? Array.from({ length: to - from + 1 }, (_, i) => from + i) : []
  })
  return [...new Set(found)]
}

function parseObject(text: unknown): object {
  if (typeof text !== 'string' || text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
