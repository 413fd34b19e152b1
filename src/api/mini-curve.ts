/** The course of a run in a few points, for a drawing of the size of a word. */
import type { EpochScore } from '../engine/training/records'

/** By which a run is listed, from the best to the last resort: the first that its best epoch has. */
export const listedMeasures = [
  { part: 'validation', measure: 'accuracy' },
  { part: 'validation', measure: 'loss' },
  { part: 'train', measure: 'loss' },
] as const satisfies readonly { part: 'train' | 'validation'; measure: keyof EpochScore['train'] }[]
export type ListedMeasure = (typeof listedMeasures)[number]

/** Points of a curve at most. */
export const miniPoints = 40

export interface MiniCurve {
  run: number
  shows: ListedMeasure
  /** Epochs that were recorded when it was made. */
  epochsDone: number
  /** In order of the epochs; where there are many, the smallest and the largest value of each stretch. */
  points: [epoch: number, value: number][]
}
