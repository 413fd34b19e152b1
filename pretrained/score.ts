/** How many images and drawings a model reads right. */
import { readFileSync } from 'node:fs'
import { accuracy, argmax, parseDrawings, predictClasses, prepareDrawing, type Dataset, type Predictor } from '../src/engine/index'

/** The share of right answers. */
export function scoreImages(predictor: Predictor, data: Dataset): number {
  if (data.targets.kind !== 'classes') throw new Error('digits have classes')
  return accuracy(data.targets.labels, predictClasses(predictor.predictDataset(data), data.samples, data.targets.classes)) ?? NaN
}

export interface WriterScore {
  writer: number
  drawings: number
  right: number
  /** Such as "9 as 3", with how often. */
  misread: string[]
}

/** @param file of drawings, each with its writer and digit */
export function scoreDrawings(predictor: Predictor, file: string): WriterScore[] {
  const drawn = parseDrawings(readFileSync(file, 'utf8'), file).flatMap(({ writer, digit, strokes }) => {
    const image = prepareDrawing(strokes)
    return writer === null || digit === null || image === null ? [] : [{ writer, digit, image }]
  })
  const values = Uint8Array.from(drawn.flatMap(({ image }) => [...image]))
  const { inputs, outputs } = predictor
  const probabilities = predictor.predictDataset({ samples: drawn.length, inputs, features: { kind: 'bytes', values } })
  const answers = drawn.map(({ writer, digit }, i) => ({ writer, digit, read: argmax(probabilities, i * outputs, outputs) }))
  return [...Map.groupBy(answers, ({ writer }) => writer)].map(([writer, ofWriter]) => {
    const wrong = ofWriter.filter(({ digit, read }) => digit !== read)
    const misread = [...Map.groupBy(wrong, ({ digit, read }) => `${digit} as ${read}`)].map(([words, { length }]) =>
      length > 1 ? `${words} (${length})` : words,
    )
    return { writer, drawings: ofWriter.length, right: ofWriter.length - wrong.length, misread }
  })
}
