/** Labelled points of the square [-1, 1]^2. */
import type { RandomStream } from '../../random/stream'
import type { Dataset } from '../dataset'

/** Points uniform in the square, in class 1 where `inside` says so and in class 0 elsewhere. */
export function labelSquare(samples: number, stream: RandomStream, inside: (x: number, y: number) => boolean): Dataset {
  const points = new Float64Array(2 * samples)
  const labels = new Uint8Array(samples)
  for (let i = 0; i < samples; i++) {
    const x = stream.uniformBetween(-1, 1)
    const y = stream.uniformBetween(-1, 1)
    points[2 * i] = x
    points[2 * i + 1] = y
    labels[i] = inside(x, y) ? 1 : 0
  }
  return { samples, inputs: 2, features: { kind: 'real', values: points }, targets: { kind: 'classes', labels, classes: 2 } }
}
