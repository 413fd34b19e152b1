/** Whether a network can read drawn digits, known from its configuration. */
import { dataShape, filesOf, type DataShape } from './data'
import type { TrialConfig } from './experiment'

/** Pixels of the image that a drawing becomes, and how many digits there are. */
export const digitShape = { side: 28, inputs: 784, classes: 10 } as const

/** Why a model of this configuration does not read digits, in words that follow its name; null where it does. */
export function digitMisfit({ data }: Pick<TrialConfig, 'data'>): string | null {
  const misfit = shapeMisfit(data.source, dataShape(data))
  if (misfit !== null) return misfit
  if (filesOf(data) !== null && data.source !== 'mnist') return `learnt ${data.source}, not digits: choose a run that was trained on mnist`
  return null
}

/** The same by the numbers of inputs and classes alone. */
export function shapeMisfit(source: string, { task, inputs, outputs }: Pick<DataShape, 'task' | 'inputs' | 'outputs'>): string | null {
  const { side, inputs: pixels, classes } = digitShape
  if (task !== 'classification') return `(${source}) predicts numbers: only a run that tells classes apart can read digits`
  if (inputs !== pixels)
    return `takes ${inputs} inputs, but a drawing becomes an image of ${side} x ${side}, which makes ${pixels}: choose a run that was trained on such images`
  if (outputs !== classes) return `tells ${outputs} classes apart, but there are ten digits: choose a run that was trained on mnist`
  return null
}
