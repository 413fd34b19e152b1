/** A square cut in two by a random line, for linear classification. */
import type { RandomStream } from '../../random/stream'
import type { GeneratedData } from '../dataset'
import { labelSquare } from './square'

/**
 * Points uniform in [-1, 1]^2, in class 1 where normal . point > offset. The unit normal points anywhere, every direction equally likely;
 * the offset is uniform in plus or minus the given one. No margin and no noise.
 */
export function generateHalfPlane({ samples, offset }: { samples: number; offset: number }, stream: RandomStream): GeneratedData {
  const normal = drawDirection(stream)
  const distance = stream.uniformBetween(-offset, offset)
  const data = labelSquare(samples, stream, (x, y) => normal[0] * x + normal[1] * y > distance)
  return { data, truth: { kind: 'half_plane', normal, offset: distance } }
}

/** Two independent normal numbers point anywhere with equal likelihood, for their joint density depends on the distance alone. */
function drawDirection(stream: RandomStream): [number, number] {
  for (;;) {
    const x = stream.gaussian()
    const y = stream.gaussian()
    const length = Math.sqrt(x * x + y * y)
    if (length > 0) return [x / length, y / length]
  }
}
