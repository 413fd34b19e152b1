/** Small trials that train in milliseconds, and ways to run them on either kernels. */
import { createHash } from 'node:crypto'
import { trialSchema, type TrialConfig } from '../../../../src/engine/config/experiment'
import type { Dataset, TrialData } from '../../../../src/engine/data/dataset'
import { generateData } from '../../../../src/engine/data/generate'
import type { NamedTensor } from '../../../../src/engine/models/tensors'
import { createStream } from '../../../../src/engine/random/stream'
import type { EpochRecord } from '../../../../src/engine/training/records'
import { createSession, type Advance, type SessionOptions, type TrainingSession } from '../../../../src/engine/training/session'
import { compiledKernels } from '../fast/instance'

/** What holds for kernels of any kind is tested on each of them: `describe.each(allKernels)`. */
export const allKernels = ['reference', 'fast'] as const

/** Kernels with a precision that they compute in, and the decimals that a number of size 1 has in it after a few steps. */
export const arithmetics = [
  { kernels: 'reference', precision: 'float64', decimals: 12 },
  { kernels: 'reference', precision: 'float32', decimals: 5 },
  { kernels: 'fast', precision: 'float32', decimals: 5 },
] as const

/** For what takes more digits than float32 has, or numbers that are exact; only the reference computes in float64. */
export const inDouble = { kernels: 'reference', precision: 'float64' } as const

/** The compiled fast kernels. */
export const fast = compiledKernels()

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

/** With a clock that stands still, so that records are equal to the last bit. */
export function open(config: TrialConfig, options: Partial<SessionOptions> = {}): TrainingSession {
  const { data = dataFor(config, 1) } = options
  return createSession({ config, seed: 1, now: () => 0, digest, fast, ...options, data })
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

/** In slices of one batch or block; after each, the trial is taken through a checkpoint and a new session. */
export function runThroughCheckpoints(config: TrialConfig, options: Partial<SessionOptions> = {}) {
  const records: EpochRecord[] = []
  /** The lengths of all checkpoints. */
  const lengths: number[] = []
  let session = open(config, options)
  for (;;) {
    const checkpoint = session.checkpoint()
    lengths.push(checkpoint.length)
    session = open(config, { ...options, checkpoint })
    const end = session.advance(() => true)
    if (end.kind === 'epoch') records.push(end.record)
    else if (end.kind !== 'yielded') return { records, end, parameters: session.parameters(), lengths }
  }
}

/** A checkpoint at the beginning and after each slice of one batch or block, of a session that goes on undisturbed, as before a kill that comes at any time. */
export function checkpointsOf(config: TrialConfig, options: Partial<SessionOptions> = {}) {
  const session = open(config, options)
  const records: EpochRecord[] = []
  /** With the epochs that were reported before it was taken. */
  const checkpoints = [{ state: session.checkpoint(), reported: 0 }]
  for (;;) {
    const end = session.advance(() => true)
    if (end.kind === 'epoch') records.push(end.record)
    else if (end.kind !== 'yielded') return { records, end, parameters: session.parameters(), checkpoints }
    checkpoints.push({ state: session.checkpoint(), reported: records.length })
  }
}

/** Images for the sparse paths of the kernels: 40 of 30 pixels in three classes, four of five pixels black, every fifth image all black. */
export const images: Dataset = drawImages()

function drawImages(): Dataset {
  const [samples, inputs, classes] = [40, 30, 3]
  const stream = createStream(1, 'data')
  const isLit = (i: number) => Math.floor(i / inputs) % 5 > 0 && stream.uniform() < 0.25
  const values = Uint8Array.from({ length: samples * inputs }, (_, i) => (isLit(i) ? 1 + stream.integerBelow(255) : 0))
  const labels = Uint8Array.from({ length: samples }, () => stream.integerBelow(classes))
  return { samples, inputs, features: { kind: 'bytes', values }, targets: { kind: 'classes', labels, classes } }
}

/** A trial on `images`, which its configuration knows no more of than that they have three classes. */
export function imageTrial(changes: object = {}): TrialConfig {
  return xorTrial({ data: { source: 'blobs', samples: 40, classes: 3 }, network: { layers: [{ units: 9, activation: 'relu' }, { units: 3 }] }, ...changes })
}

export const optimizers = [
  { name: 'sgd', learningRate: 0.1, weightDecay: 0.001 },
  { name: 'momentum', learningRate: 0.05, momentum: 0.9 },
  { name: 'adam', learningRate: 0.01 },
] as const
