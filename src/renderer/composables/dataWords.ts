/** What the data of a run are called: classes and features in the words of the file that they were imported from, and how pixels lie. */
import type { DatasetContent, DatasetRow, PictureSize } from '../../api/datasets'
import { type DataConfig, filesOf, storedSetOf } from '../../engine/config/data'

export interface DataWords {
  /** Of an image; null for data that are none. */
  image: PictureSize | null
  /** Names of the classes; null where they have none but their numbers. */
  classes: readonly string[] | null
  /** Names of the features; null where they have none. */
  features: readonly string[] | null
}

/** Of the published sets. */
export const publishedSize: PictureSize = { rows: 28, columns: 28 }

/** @param datasets those of this lab, null as long as they are not known */
export function dataWords(data: DataConfig, datasets: readonly DatasetRow[] | null): DataWords {
  const set = storedSetOf(data)
  const content = set && datasets?.find(({ digest }) => digest === set.digest)?.content
  if (!content) return { image: filesOf(data) === null ? null : publishedSize, classes: null, features: null }
  const { target, image } = content
  return {
    image: image ?? null,
    classes: target.task === 'classification' ? target.classes.map(({ name }) => name) : null,
    features: image ? null : featuresOf(content),
  }
}

/** A column of words has a feature for each word. */
function featuresOf({ inputs }: DatasetContent): string[] {
  return inputs.flatMap((input) => (input.type === 'number' ? [input.name] : input.values.map(({ name }) => `${input.name} = ${name}`)))
}

/** The name of a class, or its number. */
export function className({ classes }: Pick<DataWords, 'classes'>, label: number): string {
  return classes?.[label] ?? String(label)
}
