/** The fast kernels of this thread, and which kernels a trial really gets. */
import type { TrialConfig } from '../engine/config/experiment'
import bytes from '../engine/fast/assembly/index.ts?wasm'
import { compileFast, type FastModule } from '../engine/fast/module'

/** Null where there is no WebAssembly SIMD. */
export const fastKernels: FastModule | null = compileFast(bytes)

export interface RunningKernels {
  config: TrialConfig
  /** What runs, in words that are recorded with the run. */
  name: string
}

/** The configuration as it is trained here: where the fast kernels cannot run, the reference does, and its name says so. */
export function runningKernels(config: TrialConfig, fast: FastModule | null = fastKernels): RunningKernels {
  if (config.kernels === 'reference' || fast !== null) return { config, name: config.kernels }
  return { config: { ...config, kernels: 'reference' }, name: 'reference (this system has no WebAssembly SIMD)' }
}
