/** Labelled images, read from IDX files, as a data set. */
import { DataError } from './data-error'
import type { Dataset } from './dataset'
import type { IdxArray } from './idx'

/** Digits, or kinds of clothes. */
const CLASSES = 10

/**
 * A row an image, its pixels row by row. The bytes are shared, not copied. Images of any size will do; whether they fit a network is for
 * who pairs them.
 * @throws DataError when counts differ, there are none, or a label is not from 0 to 9
 */
export function imageDataset(images: IdxArray, labels: IdxArray): Dataset {
  const [samples, ...sides] = images.shape
  if (samples === undefined || sides.length !== 2)
    throw new DataError(images.file, 'dimensions', `expected images x rows x columns, found ${images.shape.join(' x ')}`)
  if (labels.shape.length !== 1) throw new DataError(labels.file, 'dimensions', `expected one dimension of labels, found ${labels.shape.join(' x ')}`)
  if (labels.shape[0] !== samples)
    throw new DataError(labels.file, 'dimensions', `expected ${samples} labels for the images of ${images.file}, found ${labels.shape[0]}`)
  const inputs = sides.reduce((product, side) => product * side, 1)
  if (samples * inputs === 0) throw new DataError(images.file, 'dimensions', `expected at least one image of one pixel, found ${images.shape.join(' x ')}`)
  const wrong = labels.values.findIndex((label) => label >= CLASSES)
  if (wrong !== -1) throw new DataError(labels.file, `row ${wrong}`, `expected a label from 0 to ${CLASSES - 1}, found ${labels.values[wrong]}`)
  return {
    samples,
    inputs,
    features: { kind: 'bytes', values: images.values },
    targets: { kind: 'classes', labels: labels.values, classes: CLASSES },
  }
}
