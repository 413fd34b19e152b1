/** Images of the test set that a stored model reads wrongly. */
import type { StoredImages } from '../../api/report'
import { argmax, createPredictor, DataError } from '../../engine/index'
import { dataShape } from '../../engine/config/data'
import type { MisreadDigit, MisreadEvidence } from './kinds'
import { fileName, readModel } from './read-model'
import type { WantedModel } from './wanted'

/** Images that are asked about at once: a few misread ones are found within the first. */
const BLOCK = 500

/** Looks through the images from the first until `count` are misread. Throws a DataError for a file that is no such model. */
export function findMisread(wanted: WantedModel, file: Uint8Array, images: StoredImages, count: number): MisreadEvidence {
  const { config, parameters, scaling } = readModel(wanted, file)
  const { inputs } = dataShape(config.data)
  if (config.loss.name !== 'cross_entropy' || inputs !== images.inputs)
    throw new DataError(
      fileName(wanted),
      'network',
      `expected one that tells classes of ${images.inputs} pixels apart, found one of ${inputs} inputs with the loss ${config.loss.name}`,
    )
  const predictor = createPredictor(config.network, inputs, parameters, 'classification', { scaling })
  const digits: MisreadDigit[] = []
  for (let start = 0; start < images.samples && digits.length < count; start += BLOCK) {
    const samples = Math.min(BLOCK, images.samples - start)
    const values = images.pixels.subarray(start * inputs, (start + samples) * inputs)
    const probabilities = predictor.predictDataset({ samples, inputs, features: { kind: 'bytes', values } })
    for (let i = 0; i < samples && digits.length < count; i++) {
      const predicted = argmax(probabilities, i * predictor.outputs, predictor.outputs)
      const truth = images.labels[start + i]!
      if (predicted === truth) continue
      const confidence = probabilities[i * predictor.outputs + predicted]!
      digits.push({ index: start + i, pixels: values.slice(i * inputs, (i + 1) * inputs), truth, predicted, confidence })
    }
  }
  const last = digits.at(-1)
  const { role, loss, trial } = wanted
  const lookedAt = digits.length < count || last === undefined ? images.samples : last.index + 1
  return { kind: 'misread', role, run: trial.run, seed: trial.seed, loss, digits, lookedAt }
}
