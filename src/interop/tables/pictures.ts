/** Pictures in a folder for each class as a data set: a feature for each pixel of a common size, from 0 to 1. */
import type { PictureSize } from '../../api/datasets'
import { limits } from '../../engine/config/limits'
import { DataError } from '../../engine/data/data-error'
import { shadeOf } from '../../engine/data/scaling'
import type { StoredShape } from '../../engine/data/stored-table'
import type { TableSink } from './encode'
import type { ImportedTable } from './import'
import { decodePng, stretch } from './png'

/** A class by the name of its folder. */
export interface PictureClass {
  name: string
  pictures: { file: string; read(): Promise<Uint8Array> }[]
}

/**
 * One picture after the other, so that memory holds one.
 * @param classes in the order of their labels
 * @param size of every picture; null takes that of the first
 * @throws DataError that names the picture, or what there is too much or too little of
 */
export async function importPictures(
  classes: readonly PictureClass[],
  { file, size }: { file: string; size: PictureSize | null },
  begin: (shape: StoredShape) => TableSink,
): Promise<ImportedTable> {
  const empty = classes.find(({ pictures }) => pictures.length === 0)
  if (empty) throw new DataError(file, `folder ${empty.name}`, 'it has no PNG picture')
  if (classes.length < 2 || classes.length > limits.classes)
    throw new DataError(file, 'the folders', `expected a folder for each of 2 to ${limits.classes} classes, found ${classes.length}`)
  const first = classes[0]!.pictures[0]!
  const { rows, columns } = size ?? decodePng(await first.read(), first.file)
  const samples = classes.reduce((sum, { pictures }) => sum + pictures.length, 0)
  const inputs = rows * columns
  if (inputs > limits.storedColumns)
    throw new DataError(file, 'the pictures', `${rows} x ${columns} are ${inputs} pixels; at most ${limits.storedColumns} are taken: choose a smaller size`)
  if (samples > limits.samples || samples * inputs > limits.storedNumbers)
    throw new DataError(file, 'the pictures', `there are ${samples} of ${inputs} pixels; at most ${limits.storedNumbers} pixels are taken`)
  const shape: StoredShape = { task: 'classification', samples, inputs, outputs: classes.length }
  const sink = begin(shape)
  for (const [label, { pictures }] of classes.entries())
    for (const picture of pictures) {
      const shades = Float32Array.from(stretch(decodePng(await picture.read(), picture.file), { rows, columns }), (byte) => shadeOf[byte]!)
      sink.features(new Uint8Array(shades.buffer))
      sink.targets(Uint8Array.of(label))
    }
  const counts = classes.map(({ name, pictures }) => ({ name, count: pictures.length }))
  const none = { inputs: [], dropped: 0, constant: [], warnings: [], first: { columns: [], rows: [] } }
  return { shape, content: { ...none, image: { rows, columns }, target: { task: 'classification', name: 'folder', classes: counts } } }
}
