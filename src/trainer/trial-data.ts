/** The data of one trial: generated from its seed, or taken from what was read from files. */
import type { TrialConfig } from '../engine/config/experiment'
import type { TrialData } from '../engine/data/dataset'
import { generateData } from '../engine/data/generate'
import { digestDataset, digestTrialData } from './digests'
import type { Mnist, DataPart } from './mnist-files'

export interface LoadedData {
  data: TrialData
  /** SHA-256 of the training and validation data. */
  digest: string
}

/** @param mnist given where the configuration asks for it */
export function loadTrialData(config: TrialConfig, seed: number, mnist: Mnist | null): LoadedData {
  const { training, test } = readSource(config, seed, mnist)
  switch (config.validation.kind) {
    case 'none':
      return { data: { training: training.data, validation: null }, digest: digestTrialData(training.digest, null) }
    case 'test':
      if (test === null) throw new Error(`the data ${config.data.source} has no test set`)
      return { data: { training: training.data, validation: test.data }, digest: digestTrialData(training.digest, test.digest) }
  }
}

function readSource(config: TrialConfig, seed: number, mnist: Mnist | null): { training: DataPart; test: DataPart | null } {
  if (config.data.source !== 'mnist') {
    const { data } = generateData(config.data, seed)
    return { training: { data, digest: digestDataset(data) }, test: null }
  }
  if (mnist === null) throw new Error('MNIST was not given to this thread')
  return mnist
}
