/** The answers to the room's questions: the engine's own numbers, whoever runs this. */
import { dataShape } from '../../../engine/config/data'
import { createPredictor, createTrace, type Dataset, decodeModel, takeUpdateApart, UnitCensus } from '../../../engine/index'
import type { Answering } from './answering'
import { checkGradients } from './checkGradients'
import { featuresOf, partData } from './partData'
import type { Answers, AnyQuestion, Part, Questions, RunData } from './questions'
import { spreadHistories } from './spreads'

/** Samples of one pass through the reference kernels. */
const block = 256

/** @throws DataError where a model or the data cannot be read */
export function answerQuestion(question: AnyQuestion, answering: Answering): unknown {
  switch (question.name) {
    case 'answers':
      return answer(question.input, answering)
    case 'samples':
      return samplesOf(question.input, answering)
    case 'units':
      return unitsOf(question.input, answering)
    case 'activations':
      return activationsOf(question.input, answering)
    case 'histories':
      return spreadHistories(question.input, answering)
    case 'update':
      return updateOf(question.input, answering)
    case 'gradients':
      return checkGradients(question.input, answering)
  }
}

function modelAndPart(file: Uint8Array, part: Part, run: RunData) {
  const model = decodeModel(file)
  return { ...model, data: partData(run, part, model.scaling) }
}

function answer({ model, part }: Questions['answers']['input'], { data: run, fast, progress }: Answering): Answers {
  const { config, parameters, data } = modelAndPart(model, part, run)
  const { task } = dataShape(config.data)
  const predictor = createPredictor(config.network, data.inputs, parameters, task, { fast })
  const given = predictor.predictDataset(data, (done) => progress(done, data.samples))
  const { targets } = data
  return targets.kind === 'classes'
    ? { task: 'classification', classes: predictor.outputs, labels: targets.labels, probabilities: given }
    : { task: 'regression', outputs: targets.outputs, targets: targets.values, predictions: given }
}

function samplesOf({ part, samples }: Questions['samples']['input'], { data: run }: Answering): Questions['samples']['output'] {
  const data = partData(run, part, null)
  return { inputs: data.inputs, values: featuresOf(data, samples) }
}

function unitsOf({ model, part }: Questions['units']['input'], { data: run, progress }: Answering): Questions['units']['output'] {
  const { config, parameters, data } = modelAndPart(model, part, run)
  const { layers } = config.network
  const trace = createTrace(config.network, data.inputs, parameters, Math.min(block, data.samples))
  const census = new UnitCensus(layers)
  for (const range of ranges(data)) {
    census.take(trace.forward(data.features, range), range.count)
    progress(range.start + range.count, data.samples)
  }
  return census.facts()
}

function ranges({ samples }: Dataset) {
  return Array.from({ length: Math.ceil(samples / block) }, (_, i) => ({ order: null, start: i * block, count: Math.min(block, samples - i * block) }))
}

function activationsOf({ model, part, sample }: Questions['activations']['input'], { data: run }: Answering): Questions['activations']['output'] {
  const { config, parameters, data } = modelAndPart(model, part, run)
  const layers = createTrace(config.network, data.inputs, parameters, 1).forward(data.features, { order: null, start: sample, count: 1 })
  return { input: featuresOf(data, [sample]), layers: layers.map((layer) => Float64Array.from(layer)) }
}

function updateOf({ model, part, rows: wanted, before }: Questions['update']['input'], { data: run, progress }: Answering): Questions['update']['output'] {
  const { config, parameters, data } = modelAndPart(model, part, run)
  const rows = Math.min(wanted, data.samples)
  const apart = takeUpdateApart({ config, parameters, data, rows, before, targets: data.targets, progress })
  return { ...apart, batches: Math.floor(data.samples / rows) }
}
