/** A drawing as a model reads it. */
import { prepareDrawing, type Predictor, type Stroke } from '../../../engine/index'

export interface Reading {
  /** The prepared image: 784 grey values, row by row. */
  pixels: Uint8Array
  /** Ten probabilities, digit 0 first. */
  probabilities: number[]
  /** The most probable digit, and the next. */
  digit: number
  runnerUp: number
}

/** Pixels as the network takes them: grey values of 0 to 255 as shares of 0 to 1. */
export function toFeatures(pixels: Uint8Array): Float64Array {
  const features = new Float64Array(pixels.length)
  // By index: a function for each of 784 pixels takes longer than the network.
  for (let i = 0; i < pixels.length; i++) features[i] = pixels[i]! / 255
  return features
}

export function readImage(pixels: Uint8Array, predictor: Predictor): Reading {
  const probabilities = [...predictor.predict(toFeatures(pixels))]
  const [digit = 0, runnerUp = 0] = probabilities.map((_, i) => i).sort((a, b) => probabilities[b]! - probabilities[a]!)
  return { pixels, probabilities, digit, runnerUp }
}

/** Null for an empty pad: it predicts nothing. */
export function readDrawing(strokes: readonly Stroke[], predictor: Predictor): Reading | null {
  const pixels = prepareDrawing(strokes)
  return pixels && readImage(pixels, predictor)
}

/**
 * How far an answer is to be relied on: `unsure` below the confidence from which the model was right nine times in ten on images that it had not
 * learnt from, `uncalibrated` where nobody measured that.
 * @param sureFrom as the model's file says it
 */
export function trustOf({ digit, probabilities }: Reading, sureFrom: number | null): 'sure' | 'unsure' | 'uncalibrated' {
  if (sureFrom === null) return 'uncalibrated'
  return probabilities[digit]! >= sureFrom ? 'sure' : 'unsure'
}
