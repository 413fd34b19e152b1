/** The outcomes of campaigns as a table for people. */
import type { Campaign, Outcome } from './campaign'

const columns = ['Fault', 'Tried', 'Survived', 'Lost', 'Seconds'] as const

export function tableOf(outcomes: readonly Outcome[], campaigns: readonly Campaign[]): string[] {
  const titleOf = (name: string) => campaigns.find((campaign) => campaign.name === name)?.title ?? name
  const rows = outcomes.map(({ name, tried, survived, lost, seconds, notRun }) =>
    notRun === null
      ? [titleOf(name), tried.toLocaleString('en'), survived.toLocaleString('en'), lost.toLocaleString('en'), seconds.toFixed(1)]
      : [titleOf(name), 'not run', '–', '–', '–'],
  )
  const widths = columns.map((title, k) => Math.max(title.length, ...rows.map((row) => row[k]?.length ?? 0)))
  const line = (cells: readonly string[]) => cells.map((cell, k) => (k === 0 ? cell.padEnd(widths[k] ?? 0) : cell.padStart(widths[k] ?? 0))).join('  ')
  return [
    line(columns),
    line(widths.map((width) => '-'.repeat(width))),
    ...rows.map(line),
    ...outcomes.flatMap(({ name, notes, notRun }) => [...(notRun === null ? [] : [`${name}: not run, ${notRun}`]), ...notes.map((note) => `${name}: ${note}`)]),
  ]
}
