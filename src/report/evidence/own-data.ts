/** What a stored model makes of the data that it learned from. */
import {
  accuracy,
  createPredictor,
  DataError,
  predictClasses,
  prepareTrialData,
  r2,
  type Predictor,
  type PreparedData,
  type StoredModel,
} from '../../engine/index'
import type { LineEvidence, PlaneEvidence } from './kinds'
import { fileName, readModel } from './read-model'
import type { WantedModel } from './wanted'

/** Points of the grid along a side: a step of 0.02. */
const GRID = 101

/** Asks a stored model about its own generated data. Throws a DataError for a file that is no such model. */
export function evaluateModel(wanted: WantedModel, file: Uint8Array): LineEvidence | PlaneEvidence {
  const model = readModel(wanted, file)
  const { role, loss, trial } = wanted
  const of = { role, run: trial.run, seed: trial.seed, loss }
  switch (model.config.data.source) {
    case 'line':
      return { ...of, ...lineOf(model, fileName(wanted)) }
    case 'half_plane':
    case 'xor':
      return { ...of, ...planeOf(model) }
    default:
      throw new DataError(fileName(wanted), 'data source', `expected a model of a line or of classes in the plane, found one of ${model.config.data.source}`)
  }
}

function lineOf(model: StoredModel, file: string): Omit<LineEvidence, 'role' | 'run' | 'seed' | 'loss'> {
  const { training, truth } = prepareTrialData(model.config, model.seed, null)
  const { slope, intercept } = truth?.parameters ?? {}
  if (truth?.kind !== 'values' || typeof slope !== 'number' || typeof intercept !== 'number' || training.targets.kind !== 'values')
    throw new Error('the source "line" draws numbers along a line')
  if (model.config.network.layers.length !== 1 || model.config.network.layers[0]?.activation.name !== 'identity')
    throw new DataError(file, 'network', `expected one linear layer, found ${model.config.network.layers.length} layers`)
  const predictor = predictorOf(model, 1, 'regression')
  const x = pointsOf(training)
  const noiseFree = Float64Array.from(x, (at) => slope * at + intercept)
  const predicted = predictor.predictDataset(training)
  const at = (point: number) => predictor.predict([point])[0]!
  return {
    kind: 'line',
    x,
    y: training.targets.values,
    // Half the way from -1 to 1 keeps the rounding of float32 small.
    fitted: { slope: (at(1) - at(-1)) / 2, intercept: at(0) },
    truth: { slope, intercept },
    r2: r2(noiseFree, predicted) ?? NaN,
  }
}

function planeOf(model: StoredModel): Omit<PlaneEvidence, 'role' | 'run' | 'seed' | 'loss'> {
  const { training } = prepareTrialData(model.config, model.seed, null)
  if (training.targets.kind !== 'classes') throw new Error('points of the plane have classes')
  const predictor = predictorOf(model, 2, 'classification')
  const points = pointsOf(training)
  const { labels } = training.targets
  const predicted = predictClasses(predictor.predictDataset(training), training.samples, predictor.outputs)
  return {
    kind: 'plane',
    x: points.filter((_, i) => i % 2 === 0),
    y: points.filter((_, i) => i % 2 === 1),
    labels,
    predicted,
    accuracy: accuracy(labels, predicted) ?? NaN,
    grid: { size: GRID, probability: probabilityOnGrid(predictor) },
  }
}

function probabilityOnGrid(predictor: Predictor): Float64Array {
  const points = new Float64Array(2 * GRID * GRID)
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      const place = 2 * (row * GRID + column)
      points[place] = -1 + (2 * column) / (GRID - 1)
      points[place + 1] = -1 + (2 * row) / (GRID - 1)
    }
  }
  const answers = predictor.predictRows(points, GRID * GRID)
  return Float64Array.from({ length: GRID * GRID }, (_, i) => answers[i * predictor.outputs + 1]!)
}

function predictorOf({ config, parameters, scaling }: StoredModel, inputs: number, task: 'classification' | 'regression'): Predictor {
  return createPredictor(config.network, inputs, parameters, task, { scaling })
}

/** The features as they were drawn, row by row. */
function pointsOf({ features }: PreparedData['training']): Float64Array {
  if (!(features.values instanceof Float64Array)) throw new Error('drawn samples are numbers')
  return features.values
}
