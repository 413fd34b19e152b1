/** What stored models say: the median and the worst trial on their own data, and misread digits. */
import type { Role } from './wanted'

interface OfTrial {
  role: Role
  run: number
  seed: number
  /** Final training loss. */
  loss: number
}

/** A fitted line on the data that it was fitted to. */
export interface LineEvidence extends OfTrial {
  kind: 'line'
  x: Float64Array
  y: Float64Array
  fitted: { slope: number; intercept: number }
  /** What made the data, without noise. */
  truth: { slope: number; intercept: number }
  /** Coefficient of determination of the predictions against the noise-free line, at the samples. */
  r2: number
}

/** Two classes in the plane with the probability that the model gives class 1. */
export interface PlaneEvidence extends OfTrial {
  kind: 'plane'
  x: Float64Array
  y: Float64Array
  /** 0 or 1. */
  labels: Uint8Array
  /** The answers' class of each sample. */
  predicted: Uint8Array
  /** Share of right answers on its own training data. */
  accuracy: number
  /** Probability of class 1 on a square grid over [-1, 1] x [-1, 1]: `size` rows from the lowest y, each from the lowest x, both ends included. */
  grid: { size: number; probability: Float64Array }
}

/** Test images that the median model reads wrongly, the first in the order of the test set. */
export interface MisreadEvidence extends OfTrial {
  kind: 'misread'
  digits: readonly MisreadDigit[]
  /** Images that were looked at to find them. */
  lookedAt: number
}

export interface MisreadDigit {
  /** Place in the test set. */
  index: number
  /** 28 x 28 bytes, 0 paper and 255 ink. */
  pixels: Uint8Array
  truth: number
  predicted: number
  /** Probability of the predicted class. */
  confidence: number
}

export type ModelEvidence = LineEvidence | PlaneEvidence | MisreadEvidence
