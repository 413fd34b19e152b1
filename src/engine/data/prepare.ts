/** From the configuration of a trial and its seed to the data it learns from and is scored on. */
import type { TrialConfig } from '../config/experiment'
import { drawingsOf } from '../config/data'
import { checkDataset } from './check'
import { DataError } from './data-error'
import type { Dataset, GroundTruth, TrialData } from './dataset'
import { generateData } from './generate'
import { unbalance } from './imbalance'
import { joinImages } from './join'
import { replaceLabels } from './label-noise'
import { fitScaling, withScaling } from './scaling'
import { isDrawn } from './sources/registry'
import { splitHoldout, takeSamples } from './split'

/** What was read of a source that lies in files or among the imported data sets. */
export interface FileData {
  training: Dataset
  /** Null where the source has no test set of its own. */
  test: Dataset | null
  /** Labelled drawings, in the memory of the training data: given where the configuration asks for them. */
  drawings?: Dataset
}

/** The data of a trial with what made it. */
export interface PreparedData extends TrialData {
  /** What made a generated problem, null for data from files. */
  truth: GroundTruth | null
}

/**
 * In this order, because each step depends on those before:
 * 1. samples are drawn, or taken from the files, with the imbalance that is asked for;
 * 2. numbers and labels are checked, so that a message names the row of the source;
 * 3. a part is held out, or the test set stands by, for validation;
 * 4. labels of the training part are replaced: the validation labels stay true;
 * 5. drawings join the training part, each as often as it counts, after everything else: which samples are held out, their labels and
 *    their distortions are those of the same trial without drawings;
 * 6. scaling is fitted on the training part and given to both.
 * The same configuration and seed give the same bits.
 * @param files given where the source is not drawn
 * @throws DataError for data that cannot be drawn, split or scaled, or has a number or a label that cannot be
 */
export function prepareTrialData({ data, validation }: Pick<TrialConfig, 'data' | 'validation'>, seed: number, files: FileData | null): PreparedData {
  const name = `${data.source} data`
  const { given, test, truth } = readSource(data, seed, files)
  checkDataset(given, name)
  const parts = split(given, test, validation, seed)
  const training = withDrawings(replaceLabels(parts.training, data.labelNoise, seed), data, files)
  const scaling = fitScaling(data.scaling, training, `training part of the ${name}`)
  return { training: withScaling(training, scaling), validation: parts.validation && withScaling(parts.validation, scaling), truth }
}

function withDrawings(training: Dataset, data: TrialConfig['data'], files: FileData | null): Dataset {
  const wanted = drawingsOf(data)
  if (wanted === undefined) return training
  const drawings = files?.drawings
  if (drawings === undefined) throw new Error('the drawings were not given')
  if (drawings.samples !== wanted.count) throw new DataError('drawings', 'count', `expected ${wanted.count} drawings, found ${drawings.samples}`)
  return joinImages(training, drawings, wanted.weight)
}

function readSource(data: TrialConfig['data'], seed: number, files: FileData | null): { given: Dataset; test: Dataset | null; truth: GroundTruth | null } {
  if (isDrawn(data)) {
    const { data: given, truth } = generateData(data, seed)
    return { given, test: null, truth }
  }
  if (files === null) throw new Error(`the files of ${data.source} were not given`)
  return { given: unbalance(files.training, data.imbalance, seed), test: files.test, truth: null }
}

function split(data: Dataset, test: Dataset | null, validation: TrialConfig['validation'], seed: number): TrialData {
  switch (validation.kind) {
    case 'none':
      return { training: data, validation: null }
    case 'test':
      if (test === null) throw new Error('the data has no test set')
      return { training: data, validation: test }
    case 'holdout': {
      const chosen = splitHoldout(data, validation, seed)
      return { training: takeSamples(data, chosen.training), validation: takeSamples(data, chosen.validation) }
    }
  }
}
