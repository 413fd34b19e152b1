/** MNIST: handwritten digits. */
import * as z from 'zod'
import { addedDrawings, drawingsSchema } from '../../config/drawings'
import type { ImageSet } from '../image-set'
import { checkImbalance, classFields } from './fields'
import { defineImages } from './source'

/** The four files of MNIST, as they were published. */
export const mnistFiles: ImageSet = {
  training: {
    images: { name: 'train-images-idx3-ubyte', bytes: 47_040_016, md5: '6bbc9ace898e44ae57da46a324031adb' },
    labels: { name: 'train-labels-idx1-ubyte', bytes: 60_008, md5: 'a25bea736e30d166cdddb491f175f624' },
  },
  test: {
    images: { name: 't10k-images-idx3-ubyte', bytes: 7_840_016, md5: '2646ac647ad5339dbf082846283269ea' },
    labels: { name: 't10k-labels-idx1-ubyte', bytes: 10_008, md5: '27ae3e4e09519cfbb04c329615203637' },
  },
  classSizes: [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949],
  testSamples: 10_000,
  inputs: 784,
}

export const mnist = defineImages({
  title: 'MNIST digits',
  formula: String.raw`x \in \{0, \tfrac{1}{255}, \dots, 1\}^{28 \times 28},\quad c \in \{0, \dots, 9\}`,
  source: 'Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, "Gradient-based learning applied to document recognition", Proceedings of the IEEE 86, 1998',
  schema: z
    .strictObject({ source: z.literal('mnist'), ...classFields, drawings: drawingsSchema })
    .superRefine(({ imbalance }, context) => checkImbalance(imbalance, 10, context)),
  images: mnistFiles,
  imbalanceOf: ({ imbalance }) => imbalance,
  addedOf: ({ drawings }) => addedDrawings(drawings),
})
