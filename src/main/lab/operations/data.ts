/** Data that lies in files, for pictures of single samples. */
import { imageFolder, readTestSamples } from '../../../trainer/image-files'
import { LabError } from '../../../api/failure'
import { firstImages } from '../first-images'
import type { Operations } from './operations'

export function dataOperations(): Pick<Operations, 'data.images'> {
  return {
    'data.images': ({ source, firstOf }) => {
      const { samples, inputs, features, targets } = readTestSamples(source, imageFolder(source))
      if (features.kind !== 'bytes' || targets.kind !== 'classes') throw new LabError('data', `The files of ${source} hold no images with labels`)
      const images = { samples, inputs, pixels: features.values, labels: targets.labels }
      if (firstOf) return firstImages(images, firstOf)
      // Copies: memory that threads share cannot leave the process.
      return { ...images, pixels: images.pixels.slice(), labels: images.labels.slice() }
    },
  }
}
