/** A share of an experiment's trials, trained apart from the others: on another machine, by a scheduler's job array. */
import * as z from 'zod'
import { experimentSchema } from '../engine/config/experiment'
import { limits } from '../engine/config/limits'

/** Shard `shard` of `shards` has every trial whose number, counted from 0 with settings outermost, is shard - 1 modulo shards. */
export const shardSchema = z
  .strictObject({
    shard: z.number().int().min(1).max(limits.trials),
    shards: z.number().int().min(1).max(limits.trials),
    /** When the experiment was split: with its configuration this makes all shards one experiment again. */
    createdAt: z.iso.datetime(),
  })
  .refine(({ shard, shards }) => shard <= shards, { error: 'There is no such shard', path: ['shard'] })
export type Shard = z.output<typeof shardSchema>

/** Of trials in their order, those of the shard. */
export function trialsOfShard<T>(trials: readonly T[], { shard, shards }: Pick<Shard, 'shard' | 'shards'>): T[] {
  return trials.filter((_, number) => number % shards === shard - 1)
}

export const shardFormat = 'backprop-lab-shard'
export const shardVersion = 1

/** A shard's file: all that is needed to train it. */
export const shardFileSchema = z.strictObject({
  format: z.literal(shardFormat, { error: `Format takes ${shardFormat}: this file was not written by lab sweep split` }),
  version: z.literal(shardVersion, { error: `Version takes ${shardVersion}; a newer file needs a newer Backprop Lab` }),
  ...shardSchema.shape,
  /** Of this shard, for people. */
  trials: z.number().int().min(0),
  experiment: experimentSchema,
})
