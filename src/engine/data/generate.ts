/** Data drawn from a seed: one generator a source. */
import type { DataConfig } from '../config/data'
import { createStream } from '../random/stream'
import type { GeneratedData } from './dataset'
import { generateBlobs } from './generators/blobs'
import { generateHalfPlane } from './generators/half-plane'
import { generateLine } from './generators/line'
import { generateXor } from './generators/xor'

/**
 * The data of a trial, from the stream `data` of its seed. The truth is drawn first, so that it does not depend on the number of samples,
 * and fewer samples are the first of many. Classes are drawn, not dealt out, except for blobs: in a small set one may be absent by luck.
 * It is left so, as drawing again would change the distribution; the number of classes comes from the configuration all the same.
 * @throws Error for a source that is read from files
 */
export function generateData(data: DataConfig, seed: number): GeneratedData {
  const stream = createStream(seed, 'data')
  switch (data.source) {
    case 'line':
      return generateLine(data, stream)
    case 'half_plane':
      return generateHalfPlane(data, stream)
    case 'blobs':
      return generateBlobs(data, stream)
    case 'xor':
      return generateXor(data, stream)
    case 'mnist':
      throw new Error('MNIST is read from its files, not generated')
  }
}
