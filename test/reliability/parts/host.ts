/** The built headless lab that trains: what the campaigns fault, and what it has acknowledged. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { ExperimentInput } from '../../../src/engine/config/experiment'
import { startCommand, type Command, type CommandOptions } from './command'

export const cli = 'out/main/cli.js'

const score = z.object({ loss: z.number().nullable(), accuracy: z.number().nullable() })
const epochLine = z.object({ event: z.literal('epoch'), run: z.number(), epoch: z.number(), train: score, validation: score })

/** An epoch that was printed, which the lab does after its commit. */
export type Acknowledged = z.infer<typeof epochLine>

/** Epochs of a few milliseconds, a model file every fifth: many commits a second, of several pages each. */
export const endlessTrial: ExperimentInput = {
  name: 'Endless',
  data: { source: 'spirals', samples: 200 },
  network: { layers: [{ units: 16, activation: 'tanh' }, { units: 2 }] },
  loss: 'cross_entropy',
  optimizer: { name: 'adam', learningRate: 0.01 },
  batchSize: 8,
  epochs: 100_000,
  keepModels: { every: 5 },
  // The fast kernels would be through with them in a moment.
  kernels: 'reference',
}

/** The same, and over after so many epochs. */
export function shortTrial(epochs: number): ExperimentInput {
  return { ...endlessTrial, name: `Of ${epochs} epochs`, epochs }
}

export interface TrainOptions {
  /** Data folder. */
  folder: string
  /** Where its configuration is written. */
  scratch: string
  config: ExperimentInput
}

/** The words of `lab train --json`. */
export function trainWords({ folder, scratch, config }: TrainOptions): string[] {
  const file = join(scratch, `${String(config.name)}.json`)
  // Once: another lane may be reading it.
  if (!existsSync(file)) writeFileSync(file, JSON.stringify(config))
  return [process.execPath, cli, 'train', '--json', '--config', file, '--data-dir', folder]
}

export interface HostOptions extends TrainOptions, CommandOptions {
  /** What it runs under, such as `strace` and its arguments. */
  under?: readonly string[]
}

export function startHost({ under = [], ...options }: HostOptions): Command {
  return startCommand([...under, ...trainWords(options)], options)
}

/** The epochs that it has acknowledged so far. */
export function acknowledgedBy(host: Command): Acknowledged[] {
  return host.lines.flatMap((line) => {
    const parsed = epochLine.safeParse(JSON.parse(line))
    return parsed.success ? [parsed.data] : []
  })
}
