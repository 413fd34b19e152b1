/** What distorting every image costs an epoch of the report's digit network: with every distortion against none. */
import type { RatioOf, Task, TaskSet } from '../task'
import { digitEpoch } from './training'

export const sets: readonly TaskSet[] = [{ id: 'augmentation', group: 'augmentation', title: 'an epoch with and without augmentation', usual: true }]

/** Each distortion in a range that helps on digits: a wider one costs the same. */
const augmentation = { shift: 1, rotation: 10, scale: 0.1, shear: 10, thickness: 0.3, elastic: 0.7 }

function epoch(name: string, title: string, change: Parameters<typeof digitEpoch>[1]): Task {
  return digitEpoch({ id: `augmentation-${name}`, set: 'augmentation', title }, change)
}

export const tasks: readonly Task[] = [
  epoch('none', 'MNIST epoch, images as they are', {}),
  epoch('all', 'with every distortion', { augmentation }),
  epoch('reference-none', 'reference kernels, images as they are', { kernels: 'reference' }),
  epoch('reference-all', 'reference kernels, with every distortion', { kernels: 'reference', augmentation }),
]

export const ratios: readonly RatioOf[] = [
  { id: 'augmentation-cost', of: 'augmentation-all', to: 'augmentation-none' },
  { id: 'augmentation-cost-reference', of: 'augmentation-reference-all', to: 'augmentation-reference-none' },
]
