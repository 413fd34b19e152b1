/** Samples of a function of one variable as a data set. */
import type { RandomStream } from '../random/stream'
import type { Dataset, GroundTruth, TruthParameters } from './dataset'

/** x uniform in [-1, 1] and y = f(x) + Gaussian noise of the given standard deviation. */
export function sampleCurve({ samples, noise }: { samples: number; noise: number }, stream: RandomStream, f: (x: number) => number): Dataset {
  const x = new Float64Array(samples)
  const y = new Float64Array(samples)
  for (let i = 0; i < samples; i++) {
    x[i] = stream.uniformBetween(-1, 1)
    y[i] = f(x[i]!) + noise * stream.gaussian()
  }
  return { samples, inputs: 1, features: { kind: 'real', values: x }, targets: { kind: 'values', values: y, outputs: 1 } }
}

/** The truth that is a function of one variable. */
export function curveTruth(parameters: TruthParameters, f: (x: number) => number): GroundTruth {
  return { kind: 'values', parameters, answer: (features) => [f(features[0]!)] }
}
