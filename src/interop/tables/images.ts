/** Labelled images in IDX files as a data set: a feature for each pixel, from 0 to 1. */
import { limits } from '../../engine/config/limits'
import { DataError } from '../../engine/data/data-error'
import type { IdxArray } from '../../engine/data/idx'
import { shadeOf } from '../../engine/data/scaling'
import type { StoredShape } from '../../engine/data/stored-table'
import type { TableSink } from './encode'
import type { ImportedTable } from './import'

/** Bytes that are handed on at once, roughly. */
const blockBytes = 256 * 1024

/**
 * Classes are the labels that appear, by size.
 * @param onDone told after each block how many pixels are done
 * @param begin called when everything is known to fit, before the first number is handed on
 * @throws DataError where counts or sizes do not fit, or there is one class alone
 */
export function importImages(
  { images, labels, onDone }: { images: IdxArray; labels: IdxArray; onDone?: (pixels: number) => void },
  begin: (shape: StoredShape) => TableSink,
): ImportedTable {
  const [samples = 0, rows = 0, columns = 0] = images.shape
  if (images.shape.length !== 3 || samples * rows * columns === 0)
    throw new DataError(images.file, 'dimensions', `expected images x rows x columns, found ${images.shape.join(' x ')}`)
  if (labels.shape.length !== 1 || labels.shape[0] !== samples)
    throw new DataError(labels.file, 'dimensions', `expected ${samples} labels for the images of ${images.file}, found ${labels.shape.join(' x ')}`)
  const inputs = rows * columns
  if (inputs > limits.storedColumns) throw new DataError(images.file, 'dimensions', `an image has ${inputs} pixels; at most ${limits.storedColumns} are taken`)
  if (samples > limits.samples || samples * inputs > limits.storedNumbers)
    throw new DataError(
      images.file,
      'dimensions',
      `${samples} images of ${inputs} pixels; at most ${limits.samples} images and ${limits.storedNumbers} pixels are taken`,
    )
  const counts = new Map<number, number>()
  for (const label of labels.values) counts.set(label, (counts.get(label) ?? 0) + 1)
  const known = [...counts.keys()].sort((a, b) => a - b)
  if (known.length < 2) throw new DataError(labels.file, 'labels', `every image has the label ${known[0]}: at least two classes are needed`)
  const shape: StoredShape = { task: 'classification', samples, inputs, outputs: known.length }
  const sink = begin(shape)
  const block = Math.max(1, Math.floor(blockBytes / (4 * inputs))) * inputs
  for (let from = 0; from < images.values.length; from += block) {
    const shades = Float32Array.from(images.values.subarray(from, from + block), (byte) => shadeOf[byte]!)
    sink.features(new Uint8Array(shades.buffer))
    onDone?.(Math.min(images.values.length, from + block))
  }
  sink.targets(labels.values.map((label) => known.indexOf(label)))
  return {
    shape,
    content: {
      inputs: [],
      image: { rows, columns },
      target: { task: 'classification', name: 'label', classes: known.map((label) => ({ name: String(label), count: counts.get(label) ?? 0 })) },
      dropped: 0,
      constant: [],
      warnings: [],
      first: { columns: [], rows: [] },
    },
  }
}
