/** The words of `lab sweep`, and those of `lab train` that train a shard. */
import { InvalidArgumentError, type Command } from 'commander'
import { limits } from '../engine/config/limits'
import { presetIds } from '../engine/config/presets'
import type { ExperimentChoice } from './experiment-choice'
import { wholeNumber } from './numbers'
import type { Common, JsonOption } from './common-options'
import type { ShardNumber } from './shard-file'

/** Which shard `lab train` trains, in place of an experiment. */
export interface ShardChoice {
  shard?: ShardNumber
  /** The folder of all shards, or one shard's file. */
  sweep?: string
  /** The archive that is written at the end. */
  out?: string
}

export interface SweepActions {
  split(options: Common & ExperimentChoice & JsonOption & { shards: number; out: string }): void
}

const splitFooter = `
Each shard is a file that needs nothing else. Wherever a job runs:
  lab --data-dir JOB train --sweep FOLDER --shard K/N --out K.bplab
Afterwards, in the lab that shall have them all:
  lab runs import *.bplab
The experiment is then the one that a single machine would have made. docs/interop.md has job arrays for Slurm, GNU parallel and Kubernetes.

With --json: {"files":[...],"shards":16,"trials":240}`

export function addSweep(sweep: Command, actions: SweepActions): void {
  addExperiment(sweep.command('split').description("divide an experiment's trials into shards that are trained apart"))
    .requiredOption('--shards <n>', 'how many', wholeNumber(1, limits.trials))
    .requiredOption('--out <folder>', 'the folder of the shards')
    .option('--json', 'one JSON object')
    .addHelpText('after', splitFooter)
    .action((_options, command: Command) => actions.split(command.optsWithGlobals()))
}

/** The words that choose an experiment. */
export function addExperiment(command: Command): Command {
  return command
    .option('--preset <name>', `one of ${presetIds.join(', ')}`)
    .option('--config <file>', 'an experiment as JSON')
    .option('--epochs <n>', 'passes over the training data', wholeNumber(1, limits.epochs))
    .option('--seeds <n>', 'train the seeds 1 to N', wholeNumber(1, limits.trials))
    .option('--set <path=value>', 'replace a field; may be given several times', collect)
}

export function addShard(command: Command): Command {
  return command
    .option('--sweep <path>', 'train a shard that lab sweep split wrote: the folder of all, or one file')
    .option('--shard <K/N>', 'which shard of the folder, such as 3/16', parseShard)
    .option('--out <file>', "afterwards write the shard's runs into this archive, for lab runs import")
}

function parseShard(text: string): ShardNumber {
  const [, shard = '', shards = ''] = /^(\d{1,5})\/(\d{1,5})$/.exec(text) ?? []
  const number = { shard: Number(shard), shards: Number(shards) }
  if (shard === '' || number.shard < 1 || number.shard > number.shards) throw new InvalidArgumentError('It takes K/N with K from 1 to N, such as 3/16.')
  return number
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value]
}
