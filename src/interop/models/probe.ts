/** The samples on which an exported model is compared with the engine: some of the data that the model is scored on. */
import { countMultiplyAdds } from '../../engine/config/network'
import { dataShape, filesOf, isDrawn } from '../../engine/config/data'
import type { Dataset } from '../../engine/data/dataset'
import { prepareTrialData } from '../../engine/data/prepare'
import { rowOf } from '../../engine/data/scaling'
import { createPredictor } from '../../engine/models/predictor'
import { createStream } from '../../engine/random/stream'
import type { StoredModel } from '../../engine/models/model-file'
import type { Matrix } from '../onnx/run'

/** Samples with what the engine makes of them. */
export interface Probe {
  /** Features before any scaling; images from 0 to 1. */
  features: Matrix
  /** Outputs of the network, before a softmax. */
  outputs: Matrix
}

const most = 1000
const least = 16
/** Multiply-adds of the check, which is worth about a second. */
const work = 1e8

/**
 * Evenly chosen samples of the test set or of the validation part, of the training data where there is neither; for an imported table, which
 * may not be at hand, samples as its scaling expects them.
 * @param test of a source that lies in files
 */
export function probeOf(model: StoredModel, test: Dataset | null): Probe {
  const { config, seed } = model
  const { inputs } = dataShape(config.data)
  const data = isDrawn(config.data) ? generated(model, seed) : filesOf(config.data) === null ? likely(model) : test
  if (data === null) throw new RangeError(`the test set of ${config.data.source} was not given`)
  const rows = Math.min(data.samples, Math.max(least, Math.min(most, Math.floor(work / countMultiplyAdds(inputs, config.network.layers)))))
  const values = new Float64Array(rows * inputs)
  const { features } = data
  const unit = features.kind === 'bytes' ? 255 : 1
  for (let r = 0; r < rows; r++) {
    const from = rowOf(features, Math.floor((r * data.samples) / rows)) * inputs
    for (let i = 0; i < inputs; i++) values[r * inputs + i] = features.values[from + i]! / unit
  }
  return { features: { rows, columns: inputs, values }, outputs: engineOutputs(model, { rows, columns: inputs, values }) }
}

function generated({ config }: StoredModel, seed: number): Dataset {
  const { training, validation } = prepareTrialData(config, seed, null)
  return validation ?? training
}

/** Features of mean 0 and deviation 1 once they are scaled. */
function likely({ config, scaling }: StoredModel): Dataset {
  const { inputs } = dataShape(config.data)
  const stream = createStream(1, 'data')
  const values = Float64Array.from({ length: most * inputs }, (_, i) => {
    const x = stream.gaussian()
    return scaling === null ? x : x / scaling.factor[i % inputs]! + scaling.shift[i % inputs]!
  })
  return { samples: most, inputs, features: { kind: 'real', values }, targets: { kind: 'values', values: new Float64Array(0), outputs: 0 } }
}

/** What the reference kernels compute, in the precision of the model. */
function engineOutputs({ config, parameters, scaling }: StoredModel, { rows, columns, values }: Matrix): Matrix {
  const predictor = createPredictor(config.network, columns, parameters, 'regression', { scaling })
  return { rows, columns: predictor.outputs, values: predictor.predictRows(values, rows) }
}

/** The features as a graph takes them: raw, bytes of images as 0 to 255, or scaled as training did. */
export function probeInput({ features }: Probe, { config, scaling }: StoredModel, preprocessing: boolean): Matrix {
  const { rows, columns, values } = features
  if (preprocessing) return filesOf(config.data) === null ? features : { rows, columns, values: values.map((shade) => Math.round(shade * 255)) }
  return scaling === null ? features : { rows, columns, values: values.map((x, i) => (x - scaling.shift[i % columns]!) * scaling.factor[i % columns]!) }
}
