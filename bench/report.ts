/** The results: as a table for people, as one object for programs, as a file to keep. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { resolve } from 'node:path'
import { version } from '../package.json'
import { peerVersions } from './peers/find'
import type { Measured, Ratio } from './statistics'

export interface Report {
  /** No name of a host: what kind of machine it is. */
  machine: { processor: string; cores: number; memoryGB: number; platform: string }
  versions: Record<string, string>
  results: Pick<Measured, 'id' | 'value' | 'unit' | 'rounds'>[]
  ratios: Pick<Ratio, 'id' | 'of' | 'to' | 'value'>[]
}

export function createReport(measured: readonly Measured[], ratios: readonly Ratio[]): Report {
  return {
    machine: {
      processor: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGB: Math.round(totalmem() / 2 ** 30),
      platform: `${process.platform} ${process.arch}`,
    },
    versions: { lab: version, node: process.versions.node, v8: process.versions.v8, ...peerVersions() },
    results: measured.map(({ id, value, unit, rounds }) => ({ id, value, unit, rounds })),
    ratios: ratios.map(({ id, of, to, value }) => ({ id, of, to, value })),
  }
}

/** Three digits that matter. */
export const digits = (value: number) => (Number.isFinite(value) ? value.toPrecision(3) : 'none')
const spread = (rounds: readonly number[]) => `[${digits(Math.min(...rounds))}, ${digits(Math.max(...rounds))}]`

/** Lines of a table: median, unit, lowest and highest round. */
export function tableOf(measured: readonly Measured[], ratios: readonly Ratio[]): string[] {
  const width = Math.max(0, ...[...measured, ...ratios].map(({ id }) => id.length))
  const line = (id: string, value: number, unit: string, rounds: readonly number[], rest: string) =>
    `${id.padEnd(width)} ${digits(value).padStart(8)} ${unit.padEnd(8)} ${spread(rounds).padEnd(18)} ${rest}`
  return [
    ...measured.map(({ id, value, unit, rounds, title }) => line(id, value, unit, rounds, title)),
    ...ratios.map(({ id, value, rounds, of, to }) => line(id, value, 'x', rounds, `${of} / ${to}`)),
  ]
}

/** Writes the results with their date and what there is to note, and answers where. */
export function saveReport(report: Report, notes: readonly string[], now: Date): string {
  const date = now.toISOString().slice(0, 10)
  const folder = resolve('bench/results')
  const file = resolve(folder, `${date}-${slug(`${report.machine.processor} ${report.machine.cores} cores`)}.json`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, `${JSON.stringify({ date, ...report, notes }, null, 2)}\n`)
  return file
}

/** Words in small letters and digits, joined by dashes. */
export function slug(text: string): string {
  return text
    .replace(/\((R|TM)\)/gi, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
