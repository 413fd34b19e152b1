/** Reads watched drawings with a trial's network as it is after an epoch. It only looks: what is trained stays as it is, bit for bit. */
import type { WatchedAnswer } from '../api/drawings'
import type { WatchedContent } from '../api/trainer'
import { dataShape } from '../engine/config/data'
import type { TrialConfig } from '../engine/config/experiment'
import type { Scaling } from '../engine/data/dataset'
import { createPredictor } from '../engine/models/predictor'
import type { NamedTensor } from '../engine/models/tensors'
import { contentImage } from './drawn-samples'

interface WatchedImage {
  id: number
  image: Uint8Array
}

export class Watcher {
  #watched: WatchedImage[] = []

  constructor(watched: readonly WatchedContent[] = []) {
    this.watch(watched)
  }

  /** These drawings and no others, from the next epoch on. */
  watch(watched: readonly WatchedContent[]): void {
    this.#watched = watched.map(({ id, content }) => ({ id, image: contentImage(content) }))
  }

  /**
   * The probabilities of the classes for each drawing.
   * @param parameters after the epoch; they are copied into a network of the watcher's own
   */
  read(epoch: number, { data, network }: TrialConfig, parameters: readonly NamedTensor[], scaling: Scaling | null): WatchedAnswer[] {
    if (this.#watched.length === 0) return []
    const { inputs, task } = dataShape(data)
    const values = new Uint8Array(this.#watched.length * inputs)
    for (const [i, { image }] of this.#watched.entries()) values.set(image, i * inputs)
    const predictor = createPredictor(network, inputs, parameters, task, { scaling })
    const answers = predictor.predictDataset({ samples: this.#watched.length, inputs, features: { kind: 'bytes', values } })
    return this.#watched.map(({ id }, i) => ({
      drawing: id,
      epoch,
      probabilities: [...answers.subarray(i * predictor.outputs, (i + 1) * predictor.outputs)],
    }))
  }
}
