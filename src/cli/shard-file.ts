/** A shard on its way to another machine: a JSON file that needs nothing else, of which `lab sweep split` writes one for each. */
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { shardFileSchema, shardFormat, shardVersion, trialsOfShard, type Shard } from '../api/shard'
import type { ExperimentConfig } from '../engine/config/experiment'
import { readJson } from '../engine/config/json'
import { countTrials } from '../engine/config/trials'
import { listProblems } from '../engine/config/validate'
import { UsageError } from './exit-codes'
import { systemCode } from '../api/system-code'

/** The largest file that is read, in bytes: ten thousand seeds and values take far less. */
const largest = 4 * 1024 * 1024

export interface ShardOfExperiment {
  shard: Shard
  experiment: ExperimentConfig
}

export function shardFileName(shard: number, shards: number): string {
  return `shard-${shard}-of-${shards}.json`
}

export function writeShard({ shard, experiment }: ShardOfExperiment): string {
  const trials = trialsOfShard(Array.from({ length: countTrials(experiment) }), shard).length
  return `${JSON.stringify({ format: shardFormat, version: shardVersion, ...shard, trials, experiment }, null, 2)}\n`
}

/** `K/N`. */
export interface ShardNumber {
  shard: number
  shards: number
}

/**
 * Reads a shard of a sweep that was split: from its file, or of this number from the folder of all. Throws a UsageError that names the file and
 * the field.
 */
export function readShard(path: string, number: ShardNumber | undefined): ShardOfExperiment {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, nameInFolder(path, number)) : path
  const json = readJson(readText(file))
  if (!json.ok) throw new UsageError(`${file}: ${json.problems[0]?.message ?? 'expected JSON'}`)
  const parsed = shardFileSchema.safeParse(json.value)
  if (!parsed.success) {
    const named = listProblems(parsed.error).slice(0, 5)
    throw new UsageError(`${file}: ${named.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`)).join('; ')}`)
  }
  const { shard, shards, createdAt, experiment } = parsed.data
  if (shard > shards) throw new UsageError(`${file}: shard: there are ${shards} shards, and this is number ${shard}`)
  if (number && (number.shard !== shard || number.shards !== shards))
    throw new UsageError(`${file} is shard ${shard} of ${shards}, but --shard asks for ${number.shard}/${number.shards}`)
  return { shard: { shard, shards, createdAt }, experiment }
}

function nameInFolder(folder: string, number: ShardNumber | undefined): string {
  if (number === undefined) throw new UsageError(`${folder} holds all shards: name one with --shard K/N, such as --shard 3/16`)
  return shardFileName(number.shard, number.shards)
}

function readText(file: string): string {
  try {
    const { size } = statSync(file)
    if (size > largest) throw new UsageError(`${file} has ${size} bytes; at most ${largest} are read`)
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof UsageError) throw error
    const code = systemCode(error)
    throw new UsageError(`The shard ${file} cannot be read (${code}): lab sweep split writes shards, named such as ${shardFileName(3, 16)}`)
  }
}
