/** How one kind of golden vectors is run. */
import type { Precision } from '../../src/engine/kernels/kernels'
import type { Check } from './check'
import type { GoldenCase } from './schema'

export interface Kind {
  /** The part of the case that is not built yet, such as "activation gelu_erf", or null when the case runs. */
  notSupported(golden: GoldenCase): string | null
  /** Computes what the case expects and compares it. */
  run(golden: GoldenCase, check: Check, precision: Precision): void
  /** Whether the case is run in float32 too, with the tolerance that the vectors' README gives. */
  float32?: boolean
  /** The same on the fast kernels, where they compute it through a learner; other kernels have golden tests of their own, `fast-*.test.ts`. */
  fast?: {
    /** False for a case that asks for float64. */
    takes(golden: GoldenCase): boolean
    run(golden: GoldenCase, check: Check): void
  }
}
