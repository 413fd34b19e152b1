/**
 * MNIST: which files it is made of, and labelled images as a data set.
 * Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86 (1998).
 */
import { DataError } from './data-error'
import type { Dataset } from './dataset'
import type { IdxArray } from './idx'

/** One published file, unpacked. */
export interface MnistFile {
  name: string
  bytes: number
  /** Of the whole file, hexadecimal. Whoever reads the file checks it: the engine has no hash. */
  md5: string
}

export interface MnistFiles {
  images: MnistFile
  labels: MnistFile
}

export const mnistFiles: { training: MnistFiles; test: MnistFiles } = {
  training: {
    images: { name: 'train-images-idx3-ubyte', bytes: 47_040_016, md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { name: 'train-labels-idx1-ubyte', bytes: 60_008, md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  test: {
    images: { name: 't10k-images-idx3-ubyte', bytes: 7_840_016, md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { name: 't10k-labels-idx1-ubyte', bytes: 10_008, md5: '27ae3e4e09519cfbb04c329615203637' },
  },
}

/** Digits. */
const CLASSES = 10

/**
 * Images and their labels as one data set: a row an image, its pixels row by row. The bytes are shared, not copied. Images of any size
 * will do; whether they fit a network is for who pairs them.
 * @throws DataError when counts differ, there are none, or a label is no digit
 */
export function mnistDataset(images: IdxArray, labels: IdxArray): Dataset {
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
