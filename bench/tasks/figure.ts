/** A whole figure of the report: 15 seeds of three activations, on all threads. */
import { availableParallelism } from 'node:os'
import { findPreset } from '../../src/engine/config/presets'
import { expandSettings } from '../../src/engine/config/trials'
import { BenchPool } from '../pool'
import type { RatioOf, Task, TaskSet } from '../task'

export const sets: readonly TaskSet[] = [
  { id: 'figure', group: 'figure', title: 'the figure of activations, 45 trials', usual: false, rounds: 3, warmUp: false },
]

const seeds = 15
const epochs = 5
const workers = availableParallelism()

export const tasks: readonly Task[] = [
  {
    id: 'figure',
    set: 'figure',
    title: `${seeds} seeds x 3 activations x ${epochs} epochs of MNIST, each scored on the test images, on ${workers} threads`,
    unit: 's',
    in: 'driver',
    async open(images) {
      const preset = findPreset('fig5')
      const settings = preset && expandSettings(preset.config)
      if (settings?.ok !== true) throw new Error('the preset of the activations does not expand')
      const configs = settings.value.map(({ config }) => ({ ...config, epochs, kernels: 'fast' as const }))
      const pool = new BenchPool(workers, images)
      return {
        async run() {
          const begun = performance.now()
          const trials = configs.flatMap((config) => Array.from({ length: seeds }, (_, k) => pool.start(config, k + 1)))
          await Promise.all(trials.map(({ ended }) => ended))
          return (performance.now() - begun) / 1000
        },
        close: () => pool.close(),
      }
    },
  },
]

export const ratios: readonly RatioOf[] = []
