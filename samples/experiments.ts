/** The experiments whose runs ship as samples: small files that show what seeds, kept epochs and a digit model are good for. */
import type { ExperimentInput } from '../src/engine/config/experiment'
import { sampleMark } from '../src/api/samples'
import { findPreset } from '../src/engine/config/presets'

export interface Sample {
  config: ExperimentInput
  /** Slot of the run palette. */
  colour: number
  note: string
}

function preset(id: string): ExperimentInput {
  const found = findPreset(id)
  if (found === undefined) throw new Error(`there is no preset "${id}"`)
  return found.config
}

/** The report's XOR over twenty seeds, with the weights of every 100th epoch. */
const xor: Sample = {
  config: { ...preset('fig3'), name: `${sampleMark}XOR, 8 TanH units`, epochs: 500, seeds: { count: 20 }, keepModels: { every: 100 } },
  colour: 6,
  note: 'Recorded by the makers of the lab. Look at the band of its seeds in Compare, and at its boundary over the epochs in Inspect.',
}

/** The report's digit network, which reads drawings, over five seeds. */
const digits: Sample = {
  config: { ...preset('fig4'), name: `${sampleMark}digits, 784-64-32-10`, epochs: 10, seeds: { count: 5 } },
  colour: 1,
  note: 'Recorded by the makers of the lab. Open its confusion matrix in Inspect, and let it read a digit of yours in Draw.',
}

/** In the order in which they are recorded: the last one stands first in lists. */
export const samples: readonly Sample[] = [xor, digits]
