/** IDX files, as images and as labels. */
import { imageDataset } from '../../../src/engine/data/images'
import { parseIdx } from '../../../src/engine/data/idx'
import { check, outcomeOf, type Parser } from '../parser'

export const idx: Parser = {
  name: 'idx',
  read: (bytes) =>
    outcomeOf(() => {
      const array = parseIdx(bytes, 'f')
      check(array.values.length === array.shape.reduce((product, size) => product * size, 1), 'the shape has not as many values')
      check(array.values.buffer === bytes.buffer, 'its bytes were copied')
      const labels = { file: 'labels', shape: [array.shape[0] ?? 0], values: new Uint8Array(Math.min(array.shape[0] ?? 0, 1e6)) }
      if (array.shape.length === 3) imageDataset(array, labels)
      else if (array.shape.length === 1) imageDataset({ file: 'images', shape: [array.values.length, 1, 1], values: array.values }, array)
    }),
}
