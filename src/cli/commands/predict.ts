/** `lab predict`: a recorded model, or the one that comes with the program, reads drawn digits or images. It only reads, so it works beside a running lab. */
import { readFileSync, statSync } from 'node:fs'
import { LabError } from '../../api/failure'
import { systemCode } from '../../api/system-code'
import { dataShape } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'
import { digitMisfit, digitShape } from '../../engine/config/reads-digits'
import type { Features } from '../../engine/data/dataset'
import { parseIdx, type IdxArray } from '../../engine/data/idx'
import { imageDataset } from '../../engine/data/images'
import { parseDrawings } from '../../engine/digits/parse-drawings'
import { canvasAround } from '../../engine/digits/canvas-around'
import { prepareBySteps } from '../../engine/digits/prepare'
import { preparationSteps, type PreparationStep } from '../../engine/digits/steps'
import { decodeModel } from '../../engine/models/model-file'
import { createPredictor, type Predictor } from '../../engine/models/predictor'
import { readPretrained } from '../../main/lab/pretrained'
import { UsageError } from '../exit-codes'
import type { JsonOption } from '../common-options'
import { scorePredictions, toPrediction, type Prediction, type Scores } from '../score'
import type { Terminal } from '../terminal'
import { formatShare, formatTable } from '../text'
import { withStore } from './runs'

export interface PredictOptions extends JsonOption {
  /** The run whose model reads. */
  run?: number
  /** The model that comes with the program reads. */
  pretrained?: boolean
  best?: boolean
  strokes?: string
  /** Steps of preparing strokes that are left out. */
  without?: PreparationStep[]
  /** Images and, where there are some, labels. */
  idx?: string[]
}

/** The largest files that are read, in bytes. */
export const largest = { strokes: 64e6, idx: 1e9 }

export function predict({ folder, terminal, strokes, idx, json, without = [], ...choice }: PredictOptions & { folder: string; terminal: Terminal }): void {
  const source = chooseSource(strokes, idx)
  if (source.kind === 'idx' && without.length > 0) throw new UsageError('--without leaves steps of the preparation of strokes out: it does not go with --idx')
  const reader = openClassifier(chooseModel(choice, folder), source.kind)
  const predictions =
    source.kind === 'strokes'
      ? readDrawings(reader, source.file, new Set(preparationSteps.filter((step) => !without.includes(step))))
      : readImages(reader, source.images, source.labels)
  const scores = scorePredictions(predictions)
  if (json) {
    terminal.print(JSON.stringify({ predictions, ...scores }))
    return
  }
  // Ten thousand lines would tell less than the shares do.
  if (source.kind === 'strokes') for (const line of formatPredictions(predictions)) terminal.print(line)
  for (const line of formatScores(predictions.length, scores)) terminal.print(line)
}

type Source = { kind: 'strokes'; file: string } | { kind: 'idx'; images: string; labels: string | undefined }

function chooseSource(strokes: string | undefined, idx: readonly string[] | undefined): Source {
  if ((strokes === undefined) === (idx === undefined)) throw new UsageError('Give either --strokes FILE or --idx IMAGES LABELS')
  if (strokes !== undefined) return { kind: 'strokes', file: strokes }
  const [images, labels, ...more] = idx ?? []
  if (images === undefined || more.length > 0) throw new UsageError('--idx takes a file of images and, where there is one, a file of labels')
  return { kind: 'idx', images, labels }
}

/** A model's file, and what messages call it. */
interface ModelFile {
  name: string
  file: Uint8Array
}

export function chooseModel({ run, best = false, pretrained = false }: Pick<PredictOptions, 'run' | 'best' | 'pretrained'>, folder: string): ModelFile {
  if ((run === undefined) !== pretrained) throw new UsageError('Give either --run ID or --pretrained')
  if (run === undefined && best) throw new UsageError('--best chooses among the models of a run: it does not go with --pretrained')
  if (run === undefined) return { name: 'The pretrained model', file: readPretrained() }
  return { name: `Run ${run}`, file: withStore(folder, ({ queries }) => queries.getModel(run, best ? 'best' : 'last')).file }
}

/** A model that answers, with its name. */
interface Reader {
  name: string
  predictor: Predictor
  /** What it was trained with. */
  config: TrialConfig
}

/** Throws a LabError where the model is no classifier, or is asked about drawings but learnt pictures of something else. */
export function openClassifier({ name, file }: ModelFile, asked: Source['kind']): Reader {
  const { config, parameters, scaling } = decodeModel(file, name)
  const { task, inputs } = dataShape(config.data)
  const misfit = asked === 'strokes' ? digitMisfit(config) : null
  if (misfit !== null) throw new LabError('conflict', `${name} ${misfit}`)
  if (task !== 'classification')
    throw new LabError('conflict', `${name} (${config.data.source}) predicts numbers: only a run that tells classes apart can read images`)
  return { name, predictor: createPredictor(config.network, inputs, parameters, task, { scaling }), config }
}

function readDrawings({ predictor }: Reader, file: string, steps: ReadonlySet<PreparationStep>): Prediction[] {
  const drawn = parseDrawings(readFile(file, largest.strokes).toString('utf8'), file)
  const byWriter = Map.groupBy(drawn, ({ writer }) => writer)
  const canvases = new Map([...byWriter].map(([writer, all]) => [writer, canvasAround(all.map(({ strokes }) => strokes))]))
  const drawings = drawn.map((drawing) => {
    const canvas = canvases.get(drawing.writer) ?? canvasAround([drawing.strokes])
    return { ...drawing, image: prepareBySteps(drawing.strokes, canvas, steps) }
  })
  const images = drawings.flatMap(({ image }) => (image === null ? [] : [image]))
  if (images.length === 0) throw new LabError('data', `${file} holds no drawing with a point: there is nothing to read`)
  const { inputs } = digitShape
  const values = new Uint8Array(images.length * inputs)
  for (const [i, image] of images.entries()) values.set(image, i * inputs)
  const answers = predictAll(predictor, { samples: images.length, inputs, features: { kind: 'bytes', values } }).values()
  return drawings.map(({ writer, digit, image }) => {
    const probabilities = image === null ? undefined : answers.next().value
    return probabilities === undefined ? { writer, digit, predicted: null, probabilities: null } : toPrediction(probabilities, { writer, digit })
  })
}

function readImages(reader: Reader, imageFile: string, labelFile: string | undefined): Prediction[] {
  const images = parseIdx(readFile(imageFile, largest.idx), imageFile)
  const labels = labelFile === undefined ? unlabelled(images) : parseIdx(readFile(labelFile, largest.idx), labelFile)
  const { samples, inputs, features } = imageDataset(images, labels)
  requireInputs(reader, inputs, `${imageFile} has images of ${images.shape.slice(1).join(' x ')}`)
  return predictAll(reader.predictor, { samples, inputs, features }).map((probabilities, i) =>
    toPrediction(probabilities, { writer: null, digit: labelFile === undefined ? null : (labels.values[i] ?? null) }),
  )
}

/** Stands in where there are no labels, so that images are checked in one place. */
function unlabelled({ file, shape }: IdxArray): IdxArray {
  const count = shape[0] ?? 0
  return { file, shape: [count], values: new Uint8Array(count) }
}

export function predictAll(predictor: Predictor, data: { samples: number; inputs: number; features: Features }): Float64Array[] {
  const all = predictor.predictDataset(data)
  return Array.from({ length: data.samples }, (_, i) => all.subarray(i * predictor.outputs, (i + 1) * predictor.outputs))
}

function requireInputs({ name, predictor: { inputs } }: Reader, wanted: number, why: string): void {
  if (inputs === wanted) return
  throw new LabError('conflict', `${name} takes ${inputs} inputs, but ${why}, which makes ${wanted}: choose a run that was trained on such images`)
}

export function readFile(file: string, limit: number): Buffer {
  try {
    const { size } = statSync(file)
    if (size > limit) throw new LabError('data', `${file} has ${size} bytes; at most ${limit} are read`)
    return readFileSync(file)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('data', `${file} cannot be read (${systemCode(error)})`)
  }
}

function formatPredictions(predictions: readonly Prediction[]): string[] {
  const columns = ['Drawing', 'Writer', 'Digit', 'Predicted', 'Probability'].map((title) => ({ title, align: 'right' as const }))
  const word = (value: number | null) => (value === null ? '–' : String(value))
  return formatTable(
    columns,
    predictions.map(({ writer, digit, predicted, probabilities }, i) => [
      String(i + 1),
      word(writer),
      word(digit),
      word(predicted),
      formatShare(probabilities === null || predicted === null ? null : (probabilities[predicted] ?? null)),
    ]),
  )
}

function formatScores(count: number, { accuracy, accuracyByWriter, accuracyByDigit }: Scores): string[] {
  if (accuracy === null) return [`${count} read, no labels to compare with`]
  const shares = (by: Record<string, number>) =>
    Object.entries(by)
      .map(([name, share]) => `${name}: ${formatShare(share)}`)
      .join(', ')
  const writers = Object.keys(accuracyByWriter).length > 0 ? [`By writer  ${shares(accuracyByWriter)}`] : []
  return [`Accuracy   ${formatShare(accuracy)} of ${count}`, ...writers, `By digit   ${shares(accuracyByDigit)}`]
}
