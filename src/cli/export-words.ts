/** Words of `lab export` as values: lists of runs and charts, lengths, smoothing. */
import { InvalidArgumentError } from 'commander'
import { mostRuns, parseIds, type Smoothing } from '../charts/compare/state'
import { units, type Unit } from '../charts/compare/export-size'
import { exportCharts, wordOf, type ExportChart } from './commands/export'

/** Numbers and ranges, such as `1,4-6`; each once. */
export function parseRuns(text: string): number[] {
  const parts = text.split(',').map((part) => part.trim())
  const runs = [...new Set(parts.flatMap((part) => parseIds(part)))]
  if (parts.some((part) => parseIds(part).length === 0) || runs.length > mostRuns)
    throw new InvalidArgumentError(`It takes numbers and ranges of at most ${mostRuns} runs, such as 1,4-6.`)
  return runs
}

/** Words such as `loss,accuracy`; each once. */
export function parseCharts(text: string): ExportChart[] {
  const chosen = text.split(',').map((word) => exportCharts.find((chart) => wordOf(chart) === word.trim()))
  const known = chosen.filter((chart) => chart !== undefined)
  if (known.length < chosen.length) throw new InvalidArgumentError(`It takes ${exportCharts.map(wordOf).join(', ')}; several are joined by commas.`)
  return [...new Set(known)]
}

/** `85mm` or `1200px`. */
export function parseLength(text: string): { value: number; unit: Unit } {
  const [, digits, word] = /^(\d[\d.]*)\s*([a-z]+)$/i.exec(text) ?? []
  const unit = units.find((one) => one === word?.toLowerCase())
  if (unit === undefined || Number.isNaN(Number(digits))) throw new InvalidArgumentError('It takes a length with its unit, such as 85mm or 1200px.')
  return { value: Number(digits), unit }
}

/** `none`, `ema:0.6` or `mean:5`. */
export function parseSmoothing(text: string): Smoothing {
  if (text === 'none') return { kind: 'none' }
  const [, kind, amount] = /^(ema|mean):(\d[\d.]*)$/.exec(text) ?? []
  const value = Number(amount)
  if (kind === 'ema' && value >= 0 && value <= 0.999) return { kind, weight: value }
  if (kind === 'mean' && Number.isInteger(value) && value >= 1 && value <= 1001) return { kind, window: value }
  throw new InvalidArgumentError('It takes none, ema:WEIGHT with a weight from 0 to 0.999, or mean:WINDOW with 1 to 1001 values.')
}

/** A number above zero. */
export function parsePositive(text: string): number {
  const value = Number(text)
  if (!(Number.isFinite(value) && value > 0)) throw new InvalidArgumentError('It takes a number above 0.')
  return value
}
