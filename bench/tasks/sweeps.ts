/** How the cost of an epoch of the digit network grows with what may be chosen in it. */
import { optimizerSchema, optimizers, type OptimizerConfig } from '../../src/engine/optimizers/registry'
import { activations } from '../../src/engine/layers/activations/registry'
import type { PeerTask, RatioOf, Task, TaskSet } from '../task'
import { digitEpoch, digitJob, digitNetwork, firstSamples } from './training'
import type { EpochJob } from '../peers/jobs'

const batches = [32, 64, 128, 256, 512]
const widths = [16, 32, 64, 128]
const depths = [1, 2, 4, 8]
const samples = [7500, 15_000, 30_000, 60_000]

const sweep = (id: string, title: string): TaskSet => ({ id, group: 'sweep', title, usual: false })
export const sets: readonly TaskSet[] = [
  sweep('batch', 'batch sizes, beside PyTorch'),
  sweep('hidden', 'widths of both hidden layers, beside PyTorch'),
  sweep('depth', 'numbers of hidden layers of 64'),
  sweep('samples', 'sizes of the training set'),
  sweep('optimizer', 'optimizers'),
  sweep('activation', 'activations of both hidden layers'),
]

/** Ours and PyTorch's for the same network. */
function pair(set: string, value: number, title: string, ours: Parameters<typeof digitEpoch>[1], theirs: Partial<EpochJob>): Task[] {
  const peer: PeerTask = { id: `${set}-${value}-pytorch`, set, title: `${title}, PyTorch`, unit: 's', in: 'peer', peer: 'pytorch', job: digitJob(theirs) }
  return [digitEpoch({ id: `${set}-${value}-fast`, set, title: `MNIST epoch, ${title}` }, ours), peer]
}

export const tasks: readonly Task[] = [
  ...batches.flatMap((batch) => pair('batch', batch, `batch ${batch}`, { batchSize: batch }, { batch })),
  ...widths.flatMap((units) =>
    pair('hidden', units, `hidden ${units}-${units}`, { network: digitNetwork([units, units], 'relu') }, { hidden: [units, units] }),
  ),
  ...depths.map((depth) =>
    digitEpoch(
      { id: `depth-${depth}`, set: 'depth', title: `MNIST epoch, ${depth} hidden layer${depth > 1 ? 's' : ''} of 64` },
      {
        network: digitNetwork(
          Array.from({ length: depth }, () => 64),
          'relu',
        ),
      },
    ),
  ),
  ...samples.map((count) =>
    digitEpoch({ id: `samples-${count}`, set: 'samples', title: `MNIST epoch of ${count} images` }, {}, (training) => firstSamples(training, count)),
  ),
  ...optimizers
    .map(({ schema }) => schema.shape.name.value)
    .map((name) => digitEpoch({ id: `optimizer-${name}`, set: 'optimizer', title: `MNIST epoch, ${name}` }, { optimizer: withSmallRate(name) })),
  ...activations
    .map(({ schema }) => schema.shape.name.value)
    .map((name) => digitEpoch({ id: `activation-${name}`, set: 'activation', title: `MNIST epoch, ${name}` }, { network: digitNetwork([64, 32], name) })),
]

const against = (set: string, value: number): RatioOf => ({ id: `${set}-${value}-against-pytorch`, of: `${set}-${value}-pytorch`, to: `${set}-${value}-fast` })
export const ratios: readonly RatioOf[] = [...batches.map((batch) => against('batch', batch)), ...widths.map((units) => against('hidden', units))]

/** At a rate under which no optimizer diverges, however many epochs it is measured for. */
function withSmallRate(name: OptimizerConfig['name']): OptimizerConfig {
  return optimizerSchema.parse({ name, learningRate: 0.0001 })
}
