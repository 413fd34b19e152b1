/** Fashion-MNIST: pictures of clothes in the format of MNIST, and harder. */
import * as z from 'zod'
import type { ImageSet } from '../image-set'
import { checkImbalance, classFields } from './fields'
import { defineImages } from './source'

/** As unpacked; the published files are packed. */
export const fashionMnistFiles: ImageSet = {
  training: {
    images: { name: 'train-images-idx3-ubyte', bytes: 47_040_016, md5: 'f4a8712d7a061bf5bd6d2ca38dc4d50a' },
    labels: { name: 'train-labels-idx1-ubyte', bytes: 60_008, md5: '9018921c3c673c538a1fc5bad174d6f9' },
  },
  test: {
    images: { name: 't10k-images-idx3-ubyte', bytes: 7_840_016, md5: '8181f5470baa50b63fa0f6fddb340f0a' },
    labels: { name: 't10k-labels-idx1-ubyte', bytes: 10_008, md5: '15d484375f8d13e6eb1aabb0c3f46965' },
  },
  classSizes: Array.from({ length: 10 }, () => 6000),
  testSamples: 10_000,
  inputs: 784,
}

export const fashionMnist = defineImages({
  title: 'Fashion-MNIST',
  formula: String.raw`x \in \{0, \tfrac{1}{255}, \dots, 1\}^{28 \times 28},\quad c \in \{0, \dots, 9\}`,
  source: 'H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017',
  schema: z
    .strictObject({ source: z.literal('fashion_mnist'), ...classFields })
    .superRefine(({ imbalance }, context) => checkImbalance(imbalance, 10, context)),
  images: fashionMnistFiles,
  imbalanceOf: ({ imbalance }) => imbalance,
})
