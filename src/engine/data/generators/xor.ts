/** The exclusive or of two signs: what a network without a hidden layer cannot learn. */
import type { RandomStream } from '../../random/stream'
import type { GeneratedData } from '../dataset'
import { labelSquare } from './square'

/** Points uniform in [-1, 1]^2, in class 1 where exactly one coordinate is positive. No margin and no noise. */
export function generateXor({ samples }: { samples: number }, stream: RandomStream): GeneratedData {
  return { data: labelSquare(samples, stream, (x, y) => x > 0 !== y > 0), truth: { kind: 'none' } }
}
