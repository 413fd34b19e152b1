/** The samples of a run, made again from its configuration and seed. */
import type { StoredImages } from '../../../api/report'
import { filesOf, withoutDrawings } from '../../../engine/config/data'
import type { TrialConfig } from '../../../engine/config/experiment'
import { type Dataset, type FileData, prepareTrialData, type Scaling, storedDataset, withScaling } from '../../../engine/index'
import type { Part, RunData } from './questions'

/** The parts that the run has; the one that it was scored on comes first. */
export function partsOf({ validation }: Pick<TrialConfig, 'validation'>): readonly Part[] {
  return validation.kind === 'none' ? ['training'] : ['validation', 'training']
}

/** Whether the images of the training part are needed: the test set of files stands by itself. */
export function needsTraining({ data, validation }: Pick<TrialConfig, 'data' | 'validation'>, part: Part): boolean {
  return filesOf(data) !== null && !(part === 'validation' && validation.kind === 'test')
}

/**
 * @param scaling that of the stored model: it was fitted on the training part
 * @throws DataError as `prepareTrialData` does; Error where the run has no such part, or its images were not given
 */
export function partData(data: RunData, part: Part, scaling: Scaling | null): Dataset {
  return withScaling(unscaled(data, part), scaling)
}

function unscaled({ config, seed, images, table }: RunData, part: Part): Dataset {
  if (images !== null && images.training === null) return toDataset(images.test)
  const files = table ? { training: storedDataset(table, 'data set'), test: null } : filesOfImages(images)
  // Drawings that the run trained with besides are none of the samples here: they change no other.
  const data = prepareTrialData({ ...config, data: withoutDrawings(config.data) }, seed, files)[part]
  if (data === null) throw new Error('The run has no validation part')
  return data
}

function filesOfImages(images: RunData['images']): FileData | null {
  return images?.training ? { training: toDataset(images.training), test: toDataset(images.test) } : null
}

/** Every published set has ten classes. */
function toDataset({ samples, inputs, pixels, labels }: StoredImages): Dataset {
  return { samples, inputs, features: { kind: 'bytes', values: pixels }, targets: { kind: 'classes', labels, classes: 10 } }
}

/** The features of some samples as they were before scaling, as (samples, inputs). */
export function featuresOf({ inputs, features }: Dataset, samples: readonly number[]): Float32Array {
  const values = new Float32Array(samples.length * inputs)
  for (const [row, sample] of samples.entries()) {
    const from = (features.rows ? features.rows[sample]! : sample) * inputs
    for (let i = 0; i < inputs; i++) values[row * inputs + i] = features.values[from + i]! / (features.kind === 'bytes' ? 255 : 1)
  }
  return values
}
