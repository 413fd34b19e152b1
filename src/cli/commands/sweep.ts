/** `lab sweep split` and `lab train --shard`: an experiment whose trials are trained apart from one another. */
import { join } from 'node:path'
import { openStore } from '../../../db/store'
import { labVersion } from '../../api/version'
import { countTrials } from '../../engine/config/trials'
import type { ExperimentConfig } from '../../engine/config/experiment'
import { UsageError } from '../exit-codes'
import { describeRuns, followRuns, type FollowOptions } from '../follow-runs'
import { checkNewFolder, resolveOutput, writeNewFile } from '../output-files'
import { shardFileName, writeShard, type ShardOfExperiment } from '../shard-file'
import type { Terminal } from '../terminal'
import { printable } from '../text'

export interface SplitOptions {
  config: ExperimentConfig
  shards: number
  out: string
  /** The folder that the command runs in. */
  from: string
  now: Date
  terminal: Terminal
  json: boolean
}

/** Writes one file a shard into a folder. Throws a UsageError where there are more shards than trials. */
export function splitSweep({ config, shards, out, from, now, terminal, json }: SplitOptions): void {
  const trials = countTrials(config)
  if (shards > trials) throw new UsageError(`${printable(config.name)} has ${trials} trial${trials === 1 ? '' : 's'}: take at most ${trials} shards`)
  const folder = resolveOutput(out, from)
  const names = Array.from({ length: shards }, (_, i) => shardFileName(i + 1, shards))
  checkNewFolder(folder, names)
  const createdAt = now.toISOString()
  const files = names.map((name, i) => {
    const path = join(folder, name)
    writeNewFile(path, writeShard({ shard: { shard: i + 1, shards, createdAt }, experiment: config }))
    return path
  })
  if (json) return terminal.print(JSON.stringify({ files, shards, trials }))
  for (const file of files) terminal.print(printable(file))
  terminal.note(
    `${printable(config.name)}: ${trials} trials in ${shards} shards. Each is trained by lab train --sweep ${printable(out)} --shard K/${shards} --out K.bplab`,
  )
}

export interface ShardOptions extends FollowOptions, ShardOfExperiment {
  /** Folder of the database. */
  folder: string
  /** The archive of the shard's runs, which must not exist; null writes none. */
  archive: string | null
}

/** Trains what of the shard is not recorded, then writes the archive; returns the exit code. */
export async function trainShard({ shard, experiment, folder, archive, ...options }: ShardOptions): Promise<number> {
  const { terminal, interruption } = options
  let numbers: number[] = []
  const code = await followRuns(async (client) => {
    const { runs } = await client.call('experiments.startShard', { config: experiment, shard })
    numbers = runs.map(({ id }) => id)
    terminal.note(`Training shard ${shard.shard} of ${shard.shards} of ${printable(experiment.name)}: ${describeRuns(runs)}`)
    return runs
  }, options)
  if (archive === null || interruption.signal.aborted) return code
  const store = openStore({ folder, mode: 'read', program: 'lab train' })
  try {
    const { bytes } = await store.exportArchive({ runs: numbers, file: archive, program: labVersion })
    terminal.note(`${printable(archive)}, ${bytes} bytes, is for lab runs import`)
  } finally {
    store.close()
  }
  return code
}
