/** Small trials, and a clock that moves by a step at each look, so that slices do not depend on the machine. */
import { experimentSchema, type TrialConfig } from '../../../src/engine/config/experiment'
import { baseTrial } from '../../../src/engine/config/trials'
import type { TrialStart } from '../../../src/trainer/messages'

/** XOR of 16 samples in batches of 4 by a network of 2-3-2. */
export function xorConfig(changes: { epochs?: number; learningRate?: number; samples?: number } = {}): TrialConfig {
  const { epochs = 10, learningRate = 0.1, samples = 16 } = changes
  return baseTrial(
    experimentSchema.parse({
      name: 'XOR',
      data: { source: 'xor', samples },
      network: { layers: [{ units: 3, activation: 'tanh' }, { units: 2 }] },
      loss: { name: 'cross_entropy' },
      optimizer: { name: 'adam', learningRate },
      batchSize: 4,
      epochs,
    }),
  )
}

/** With so few samples held out, the accuracy soon stays as it is: the trial ends long before its last epoch. */
export function stoppingConfig(): TrialConfig {
  const holdout = { kind: 'holdout' as const, fraction: 0.25, stratified: true }
  return { ...xorConfig({ epochs: 400 }), validation: holdout, earlyStopping: { patience: 5, minimumGain: 0, restoreBest: true } }
}

/** A line fitted by steps so long that each lands further away. */
export function divergingConfig(): TrialConfig {
  return baseTrial(
    experimentSchema.parse({
      name: 'Too fast',
      data: { source: 'line', samples: 16 },
      network: { layers: [{ units: 1 }] },
      loss: { name: 'mse' },
      optimizer: { name: 'sgd', learningRate: 1e3 },
      epochs: 1000,
    }),
  )
}

export function trialStart(changes: Partial<TrialStart> = {}): TrialStart {
  return { run: 1, config: xorConfig(), seed: 1, keepEvery: 0, checkpoint: null, files: null, ...changes }
}

export function steppingClock(step: number): () => number {
  let time = 0
  return () => (time += step)
}
