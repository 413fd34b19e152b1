/** Points along a random line, for linear regression. */
import type { RandomStream } from '../../random/stream'
import type { GeneratedData } from '../dataset'

/**
 * y = a x + b + noise, with x uniform in [-1, 1] and Gaussian noise of the given standard deviation. The slope a has a random sign and a
 * size uniform in [0.5, 2], the intercept b is uniform in [-1, 1].
 */
export function generateLine({ samples, noise }: { samples: number; noise: number }, stream: RandomStream): GeneratedData {
  const sign = stream.integerBelow(2) === 0 ? -1 : 1
  const slope = sign * stream.uniformBetween(0.5, 2)
  const intercept = stream.uniformBetween(-1, 1)
  const x = new Float64Array(samples)
  const y = new Float64Array(samples)
  for (let i = 0; i < samples; i++) {
    x[i] = stream.uniformBetween(-1, 1)
    y[i] = slope * x[i]! + intercept + noise * stream.gaussian()
  }
  return {
    data: { samples, inputs: 1, features: { kind: 'real', values: x }, targets: { kind: 'values', values: y, outputs: 1 } },
    truth: { kind: 'line', slope, intercept },
  }
}
