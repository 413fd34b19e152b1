/** Data drawn from a seed. */
import type { DataConfig } from '../config/data'
import { createStream } from '../random/stream'
import type { GeneratedData } from './dataset'
import { drawData } from './sources/registry'

/**
 * The data of a trial, from the stream `data` of its seed. The truth is drawn first, so that it does not depend on the number of samples,
 * and fewer samples are the first of many. Where the class of a point follows from its place, a class may be absent from a small set by
 * luck, unless an imbalance is asked for. It is left so, as drawing again would change the distribution; the number of classes comes from
 * the configuration all the same.
 * @throws Error for a source that is read from files
 * @throws DataError where an imbalance asks for a class that has hardly any room
 */
export function generateData(data: DataConfig, seed: number): GeneratedData {
  return drawData(data, createStream(seed, 'data'))
}
