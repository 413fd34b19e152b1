/** Small trials that train in milliseconds, and ways to run them. */
import { createHash } from 'node:crypto'
import { trialSchema, type TrialConfig } from '../../../../src/engine/config/experiment'
import type { TrialData } from '../../../../src/engine/data/dataset'
import { generateData } from '../../../../src/engine/data/generate'
import type { NamedTensor } from '../../../../src/engine/models/tensors'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { createSession, type Advance, type SessionOptions, type TrainingSession } from '../../../../src/engine/training/session'

/** XOR in 2-8-2, with a few fields changed. */
export function xorTrial(changes: object = {}): TrialConfig {
  return trialSchema.parse({
    data: { source: 'xor', samples: 40 },
    network: { layers: [{ units: 8, activation: 'tanh' }, { units: 2 }] },
    loss: 'cross_entropy',
    optimizer: { name: 'adam', learningRate: 0.01 },
    batchSize: 7,
    epochs: 3,
    ...changes,
  })
}

/** The data of a generated problem, with its own draw of another seed as validation where asked for. */
export function dataFor(config: TrialConfig, seed: number, { validation = true } = {}): TrialData {
  return { training: generateData(config.data, seed).data, validation: validation ? generateData(config.data, seed + 1000).data : null }
}

export function digest(parameters: readonly NamedTensor[]): string {
  const hash = createHash('sha256')
  for (const { data } of parameters) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return hash.digest('hex')
}

/** A clock that stands still, so that records are equal to the last bit. */
export function open(config: TrialConfig, options: Partial<SessionOptions> = {}): TrainingSession {
  return createSession({ config, seed: 1, data: dataFor(config, 1), now: () => 0, digest, ...options })
}

/** All records up to the end, and how it ended. */
export function runToEnd(session: TrainingSession, shouldYield: () => boolean = () => false): { records: EpochRecord[]; end: Advance } {
  const records: EpochRecord[] = []
  for (;;) {
    const outcome = session.advance(shouldYield)
    if (outcome.kind === 'epoch') records.push(outcome.record)
    else if (outcome.kind !== 'yielded') return { records, end: outcome }
  }
}

export const optimizers = [
  { name: 'sgd', learningRate: 0.1, weightDecay: 0.001 },
  { name: 'momentum', learningRate: 0.05, momentum: 0.9 },
  { name: 'adam', learningRate: 0.01 },
] as const
