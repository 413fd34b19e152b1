/** What an experiment over a plane is about to do: its first trial, trained here in a moment, as pictures of a few epochs. */
import type { TrialConfig } from '../../../engine/config/experiment'
import { dataShape } from '../../../engine/config/data'
import { createPredictor, createSession, prepareTrialData, type FastModule, type Predictor } from '../../../engine/index'
import { samplePoints, type SamplePoint } from '../run/learned'

export interface FilmFrame {
  epoch: number
  /** Share of the samples that are right after the epoch; null where nothing is classified. */
  accuracy: number | null
  predictor: Predictor
}

/** Milliseconds of training between two pauses: the window stays at hand. */
const slice = 8

/** The samples that the trial learns from. */
export function filmPoints(config: TrialConfig, seed: number): SamplePoint[] {
  return samplePoints(prepareTrialData(config, seed, null).training)
}

/**
 * Trains the trial with this seed, epoch by epoch as the lab would, and yields the network after each epoch that is named; null stands for a
 * moment in which the window may do other work.
 * @param epochs in ascending order; 0 is the network before any training
 */
export function* trainFilm(config: TrialConfig, seed: number, epochs: readonly number[], fast: FastModule | null): Generator<FilmFrame | null> {
  const kernels = fast === null ? 'reference' : config.kernels
  const data = prepareTrialData(config, seed, null)
  const { inputs, task } = dataShape(config.data)
  const session = createSession({ config: { ...config, kernels }, seed, data, now: () => performance.now(), digest: () => '', ...(fast && { fast }) })
  const wanted = new Set(epochs)
  const last = Math.max(...epochs)
  for (;;) {
    const until = performance.now() + slice
    const advance = session.advance(() => performance.now() > until)
    if (advance.kind === 'yielded') yield null
    else if (advance.kind !== 'epoch') return
    else {
      const { epoch, train } = advance.record
      if (wanted.has(epoch)) yield { epoch, accuracy: train.accuracy, predictor: createPredictor(config.network, inputs, session.parameters(), task, { fast }) }
      if (epoch >= last) return
    }
  }
}
