/** What the measurements of training share: the report's networks, and the time that a session takes. */
import type { TrialConfig } from '../../src/engine/config/experiment'
import { limits } from '../../src/engine/config/limits'
import { findPreset, type PresetId } from '../../src/engine/config/presets'
import { baseTrial } from '../../src/engine/config/trials'
import { createSession, networkSchema, takeSamples, type Dataset, type NetworkConfig, type TrainingSession, type TrialData } from '../../src/engine/index'
import type { LoadedImages } from '../../src/trainer/image-files'
import { fastKernels } from '../../src/trainer/kernels'
import type { PeerJob, EpochJob } from '../peers/jobs'
import type { Measurement, ThreadTask } from '../task'

export const seed = 1

if (fastKernels === null) throw new Error('this Node has no WebAssembly with SIMD')
export const fastModule = fastKernels

export function presetTrial(id: PresetId): TrialConfig {
  const preset = findPreset(id)
  if (!preset) throw new Error(`there is no preset ${id}`)
  return { ...baseTrial(preset.config), kernels: 'fast' }
}

export function openSession(config: TrialConfig, data: TrialData, trialSeed = seed): TrainingSession {
  return createSession({ config, seed: trialSeed, data, now: () => performance.now(), digest: () => '', fast: fastModule })
}

/** Seconds that a session takes to report its next epochs. */
export function seconds(session: TrainingSession, epochs: number): number {
  const begun = performance.now()
  for (let done = 0; done < epochs;) {
    const step = session.advance(() => false)
    if (step.kind === 'diverged') throw new Error(step.message)
    if (step.kind === 'done') break
    if (step.kind === 'epoch') done++
  }
  return (performance.now() - begun) / 1000
}

/** A network for digits: hidden layers of these units, and ten classes. */
export function digitNetwork(hidden: readonly number[], activation: string): NetworkConfig {
  return networkSchema.parse({ layers: [...hidden.map((units) => ({ units, activation })), { units: 10 }] })
}

/**
 * The report's digit network, or with changes: seconds of training in one epoch, with the order of its samples and without any evaluation.
 * Each round trains the next epoch of the same trial.
 */
export function digitEpoch(
  named: Pick<ThreadTask, 'id' | 'set' | 'title'>,
  change: Partial<TrialConfig> = {},
  choose: (training: Dataset) => Dataset = (training) => training,
): ThreadTask {
  return {
    ...named,
    unit: 's',
    in: 'thread',
    prepare(images): Measurement {
      const config: TrialConfig = { ...presetTrial('fig4'), epochs: limits.epochs, ...change, validation: { kind: 'none' } }
      const session = openSession(config, { training: choose(trainingImages(images())), validation: null })
      seconds(session, 1) // row 0: the evaluation before training
      return () => seconds(session, 1)
    },
  }
}

export function trainingImages({ training }: LoadedImages): Dataset {
  return training.data
}

export function firstSamples(data: Dataset, samples: number): Dataset {
  return takeSamples(
    data,
    Uint32Array.from({ length: samples }, (_, i) => i),
  )
}

/** The report's digit network as another library is asked for it. */
export function digitJob(change: Partial<EpochJob> = {}): PeerJob {
  return { kind: 'epochs', hidden: [64, 32], outputs: 10, activation: 'relu', optimizer: { name: 'adam', rate: 0.001 }, batch: 128, share: 1, ...change }
}
