/** What `npm run test:faults` is asked for. */
import { parseArgs } from 'node:util'
import type { Campaign } from './campaign'

export interface Options {
  chosen: readonly Campaign[]
  /** How many faults each campaign makes; null for as many as the whole run asks for. */
  count: number | null
  seed: number
  json: boolean
  help: boolean
}

/** Wrong use of the command. */
export class UsageError extends Error {}

/** @throws UsageError where an argument is not understood */
export function readArguments(args: readonly string[], campaigns: readonly Campaign[]): Options {
  const values = parse(args)
  for (const name of values.only) {
    if (!campaigns.some((campaign) => campaign.name === name)) {
      throw new UsageError(`There is no campaign "${name}": there are ${campaigns.map((campaign) => campaign.name).join(', ')}`)
    }
  }
  return {
    chosen: values.only.length === 0 ? campaigns : campaigns.filter(({ name }) => values.only.includes(name)),
    count: values.count === undefined ? null : wholeNumber('--count', values.count, 1),
    seed: wholeNumber('--seed', values.seed, 0),
    json: values.json,
    help: values.help,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        only: { type: 'string', multiple: true, default: [] },
        count: { type: 'string' },
        seed: { type: 'string', default: '1' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function wholeNumber(name: string, text: string, from: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < from || value > 0xffffffff) throw new UsageError(`${name} takes a whole number from ${from}, not "${text}"`)
  return value
}

export function helpText(campaigns: readonly Campaign[]): string {
  const width = Math.max(...campaigns.map(({ name }) => name.length))
  const lines = campaigns.map(({ name, title, counts }) => `  ${name.padEnd(width)}  ${title} (${counts.long.toLocaleString('en')})`)
  return `npm run test:faults -- [--only NAME ...] [--count N] [--seed N] [--json]

Makes every kind of fault on the built program and prints what was tried, survived and lost. Progress goes to standard error.
Exit code 0: nothing was lost; 1: something was; 2: wrong use.

  --only NAME  this campaign alone; may be given several times
  --count N    so many faults of each kind, instead of the number in brackets
  --seed N     other random moments, offsets and bytes; 1 where nothing is said
  --json       {"seed","outcomes":[{"name","tried","survived","lost","seconds","notes","notRun"}]}

Campaigns:
${lines.join('\n')}`
}
