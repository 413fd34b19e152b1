/** One epoch of the report's digit network, 784-64-32-10 with ReLU, batch 128, Adam: every engine beside every other. */
import type { Dataset } from '../../src/engine/index'
import type { PeerName } from '../peers/jobs'
import type { PeerTask, RatioOf, Task, TaskSet } from '../task'
import { digitEpoch, digitJob } from './training'

export const sets: readonly TaskSet[] = [{ id: 'epoch', group: 'epoch', title: "an epoch of the report's digit network in each engine", usual: true }]

const reference = { kernels: 'reference', precision: 'float32' } as const

/** Images without a zero: noise in place of ink and paper. */
function withoutZeros(data: Dataset): Dataset {
  return { ...data, features: { kind: 'bytes', values: Uint8Array.from({ length: data.samples * data.inputs }, (_, i) => 1 + ((i * 7919) % 255)) } }
}

function ours(name: string, title: string, ...rest: [Parameters<typeof digitEpoch>[1]?, Parameters<typeof digitEpoch>[2]?]): Task {
  return digitEpoch({ id: `epoch-${name}`, set: 'epoch', title }, ...rest)
}

function theirs(peer: PeerName, title: string, share = 1): PeerTask {
  return { id: `epoch-${peer}`, set: 'epoch', title, unit: 's', in: 'peer', peer, job: digitJob({ share }) }
}

export const tasks: readonly Task[] = [
  ours('fast', 'MNIST epoch, fast kernels'),
  ours('fast-dense', 'the same on images without zeros', {}, withoutZeros),
  ours('reference', 'reference kernels, float32', reference),
  ours('reference-dense', 'the same on images without zeros', reference, withoutZeros),
  theirs('pytorch', 'PyTorch, its fastest setting'),
  theirs('sklearn', 'scikit-learn'),
  theirs('tfjs-wasm', 'TensorFlow.js, backend wasm'),
  theirs('tfjs-cpu', 'TensorFlow.js, backend cpu (a tenth of an epoch, times ten)', 0.1),
]

export const ratios: readonly RatioOf[] = ['pytorch', 'sklearn', 'tfjs-wasm', 'tfjs-cpu', 'reference'].map((other) => ({
  id: `epoch-against-${other}`,
  of: `epoch-${other}`,
  to: 'epoch-fast',
}))
