/** `lab drawings score`: a model reads the kept drawings. It only reads, so it works beside a running lab. */
import type { KeptDrawing } from '../../api/drawings'
import { LabError } from '../../api/failure'
import { drawingsOf } from '../../engine/config/data'
import { digitShape } from '../../engine/config/reads-digits'
import { scoreDrawings, type DrawingScores } from '../../engine/digits/score-drawings'
import { imageOfContent } from '../../engine/digits/write-drawings'
import { scorePredictions, toPrediction, type Prediction } from '../score'
import { formatShare, formatTable } from '../text'
import { keptDrawings } from './drawings'
import { chooseModel, openClassifier, predictAll, type PredictOptions } from './predict'
import { withStore, type RunsContext } from './runs'

export function scoreKept({ folder, terminal, json }: RunsContext, choice: Pick<PredictOptions, 'run' | 'best' | 'pretrained'>): void {
  const reader = openClassifier(chooseModel(choice, folder), 'strokes')
  const kept = keptDrawings(folder)
  if (kept.length === 0) throw new LabError('not-found', 'There are no kept drawings to score: keep some in Draw, or bring some in by lab drawings import')
  const { inputs } = digitShape
  const values = new Uint8Array(kept.length * inputs)
  for (const [i, { content }] of kept.entries()) values.set(imageOfContent(content), i * inputs)
  const predictions = predictAll(reader.predictor, { samples: kept.length, inputs, features: { kind: 'bytes', values } }).map((answer, i) =>
    toPrediction(answer, { writer: kept[i]!.writer, digit: kept[i]!.digit }),
  )
  const scores = scoreDrawings(predictions.flatMap(({ digit, predicted }) => (predicted === null ? [] : [{ digit, predicted }])))
  const learnt = learntFrom(folder, reader.config, kept)
  if (json) {
    const { accuracyByWriter, accuracyByDigit } = scorePredictions(predictions)
    const drawings = kept.map(({ id }, i) => ({ drawing: id, ...predictions[i]! }))
    terminal.print(
      JSON.stringify({ model: reader.name, drawings: kept.length, ...scores, accuracyByWriter, accuracyByDigit, learntFrom: learnt, predictions: drawings }),
    )
    return
  }
  for (const line of formatScores(scores, predictions, kept.length)) terminal.print(line)
  if (learnt.length > 0) terminal.note(`${reader.name} learnt from ${learnt.length} of these drawings: on them its score says little.`)
}

/** The drawings that the model was trained with. */
function learntFrom(folder: string, { data }: ReturnType<typeof openClassifier>['config'], kept: readonly KeptDrawing[]): number[] {
  const digest = drawingsOf(data)?.digest
  return digest === undefined ? [] : withStore(folder, ({ drawingSets }) => drawingSets.members(digest, kept))
}

function formatScores({ accuracy, labelled, right, confusion }: DrawingScores, predictions: readonly Prediction[], count: number): string[] {
  if (accuracy === null) return [`${count} read, no labels to compare with`]
  const writers = Object.entries(scorePredictions(predictions).accuracyByWriter).map(([writer, share]) => `${writer}: ${formatShare(share)}`)
  const digits = confusion.map((_, digit) => String(digit))
  const table = formatTable(
    [{ title: 'Shows \\ read as' }, ...digits.map((title) => ({ title, align: 'right' as const }))],
    confusion.map((row, digit) => [String(digit), ...row.map((cell) => (cell === 0 ? '·' : String(cell)))]),
  )
  return [`Accuracy   ${formatShare(accuracy)}, ${right} of ${labelled}`, ...(writers.length > 0 ? [`By writer  ${writers.join(', ')}`] : []), '', ...table]
}
