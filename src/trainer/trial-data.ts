/** The data of one trial, prepared from its seed or from what was read from files, with its digest. */
import type { TrialConfig } from '../engine/config/experiment'
import type { Dataset, TrialData } from '../engine/data/dataset'
import { prepareTrialData, type FileData } from '../engine/data/prepare'
import { digestDataset, digestSelection, digestTrialData } from './digests'
import type { DataPart, GivenData } from './given-data'

export interface LoadedData {
  data: TrialData
  /** SHA-256 of the training and validation data. */
  digest: string
}

/**
 * @param files what was read of them where the data are not drawn
 * @throws DataError when the data cannot be drawn, split or scaled, or has a number or a label that cannot be
 */
export function loadTrialData(config: TrialConfig, seed: number, files: GivenData | null): LoadedData {
  const { training, validation } = prepareTrialData(config, seed, files && dataOf(files))
  const given = files === null ? [] : [files.training, ...(files.test === null ? [] : [files.test])]
  return {
    data: { training, validation },
    digest: digestTrialData(digestPart(training, given), validation && digestPart(validation, given)),
  }
}

function dataOf({ training, test, drawings }: GivenData): FileData {
  return { training: training.data, test: test && test.data, ...(drawings && { drawings }) }
}

/** Large files are digested once, when they are read; what a trial takes of them is told by its rows and labels. */
function digestPart(part: Dataset, given: readonly DataPart[]): string {
  const source = given.find(({ data }) => data.features.values === part.features.values)
  if (source === undefined) return digestDataset(part)
  return isWhole(part, source.data) ? source.digest : digestSelection(source.digest, part)
}

/** Whether a part has all samples of what was read, with their labels. */
function isWhole({ features, targets }: Dataset, source: Dataset): boolean {
  if (features.rows !== undefined) return false
  return targets.kind === 'classes'
    ? source.targets.kind === 'classes' && targets.labels === source.targets.labels
    : source.targets.kind === 'values' && targets.values === source.targets.values
}
