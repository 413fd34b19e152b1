/** Data that lies in files, for pictures of single samples. */
import { imageFolder, readTestImages } from '../../../trainer/image-files'
import { LabError } from '../../../api/failure'
import type { Operations } from './operations'

export function dataOperations(): Pick<Operations, 'data.images'> {
  return {
    'data.images': ({ source }) => {
      const { data } = readTestImages(source, imageFolder(source))
      const { features, targets } = data
      if (features.kind !== 'bytes' || targets.kind !== 'classes') throw new LabError('data', `The files of ${source} hold no images with labels`)
      // Copies: memory that threads share cannot leave the process.
      return { samples: data.samples, inputs: data.inputs, pixels: features.values.slice(), labels: targets.labels.slice() }
    },
  }
}
