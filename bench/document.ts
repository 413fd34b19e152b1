/** From a file of results to the documentation: its tables and its plot. */
import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import * as z from 'zod'
import { growth } from './growth'
import { drawGrowth } from './plot'
import { digits } from './report'
import { sets, tasks } from './tasks/index'

const resultsSchema = z.object({
  date: z.string(),
  machine: z.object({ processor: z.string(), cores: z.number(), memoryGB: z.number(), platform: z.string() }),
  versions: z.record(z.string(), z.string()),
  results: z.array(z.object({ id: z.string(), value: z.number(), unit: z.string(), rounds: z.array(z.number()) })),
  ratios: z.array(z.object({ id: z.string(), of: z.string(), to: z.string(), value: z.number() })),
  notes: z.array(z.string()),
})
export type Results = z.output<typeof resultsSchema>

/** Writes the tables of docs/performance.md and, where growth was measured, docs/images/cost.png. */
export function writeDocument(file: string): void {
  const results = resultsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const page = resolve('docs/performance.md')
  writeFileSync(page, replaceFigures(readFileSync(page, 'utf8'), figuresOf(results)))
  const series = growth(results.results)
  const { machine, date } = results
  const caption = `Fast kernels; each curve relative to its smallest value. ${machine.processor}, ${machine.cores} cores, ${date}.`
  if (series.length > 0) writeFileSync(resolve('docs/images/cost.png'), drawGrowth(series, caption))
}

const [begin, end] = ['<!-- figures -->', '<!-- end of the figures -->']

/** The page with other figures between its two marks. Throws an Error where it has no marks. */
export function replaceFigures(page: string, figures: string): string {
  const [from, to] = [page.indexOf(begin), page.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`the page has no place for the figures: ${begin} ... ${end}`)
  return `${page.slice(0, from + begin.length)}\n\n${figures}\n\n${page.slice(to)}`
}

/** A table for each set that was measured, then the ratios, as Markdown. */
export function figuresOf({ date, machine, versions, results, ratios, notes }: Results): string {
  const found = (id: string) => results.find((one) => one.id === id)
  const tables = sets.flatMap((set) => {
    const rows = tasks.flatMap(({ id, title, set: of }) => {
      const result = of === set.id ? found(id) : undefined
      if (!result) return []
      const { value, unit, rounds } = result
      return [`| \`${id}\` | ${title} | ${digits(value)} ${unit} | ${digits(Math.min(...rounds))} to ${digits(Math.max(...rounds))} |`]
    })
    return rows.length === 0 ? [] : [['| Measurement | What | Median | Rounds |', '|---|---|---|---|', ...rows].join('\n')]
  })
  const quotients = [
    '| Ratio | Of medians | Times |',
    '|---|---|---|',
    ...ratios.map(({ id, of, to, value }) => `| \`${id}\` | ${of} / ${to} | ${digits(value)} |`),
  ]
  return [
    `${date}, ${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB, ${machine.platform}; ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(', ')}.`,
    ...tables,
    ...(ratios.length === 0 ? [] : [quotients.join('\n')]),
    ...(notes.length === 0 ? [] : [`Settings that were the fastest, and what was missing: ${notes.join('; ')}.`]),
  ].join('\n\n')
}
