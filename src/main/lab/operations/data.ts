/** Data that lies in files, for pictures of single samples and for whoever asks a stored model about them. */
import { imageFolder, readImagePart, type ImageSource } from '../../../trainer/image-files'
import { imagesPerCall } from '../../../api/contract'
import { LabError } from '../../../api/failure'
import { firstImages } from '../first-images'
import type { Operations } from './operations'

type Images = ReturnType<typeof readImagePart>

export function dataOperations(): Pick<Operations, 'data.images'> {
  // What was read for one piece is there for the next, as long as there is memory for it.
  const read = new Map<string, WeakRef<Images>>()
  const imagesOf = (source: ImageSource, part: 'training' | 'test'): Images => {
    const key = `${source} ${part}`
    const images = read.get(key)?.deref() ?? readImagePart(source, imageFolder(source), part)
    read.set(key, new WeakRef(images))
    return images
  }
  return {
    'data.images': ({ source, part, from, firstOf }) => {
      const { samples, inputs, features, targets } = imagesOf(source, part)
      if (features.kind !== 'bytes' || targets.kind !== 'classes') throw new LabError('data', `The files of ${source} hold no images with labels`)
      if (firstOf) return firstImages({ samples, inputs, pixels: features.values, labels: targets.labels }, firstOf)
      const to = Math.min(samples, from + imagesPerCall)
      // Copies: memory that threads share cannot leave the process.
      return { samples: Math.max(0, to - from), inputs, pixels: features.values.slice(from * inputs, to * inputs), labels: targets.labels.slice(from, to) }
    },
  }
}
