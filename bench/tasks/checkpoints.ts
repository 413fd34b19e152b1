/** What checkpoints cost a trial that trains: one of them, beside the training that lies between two. */
import type { TrialConfig } from '../../src/engine/config/experiment'
import { limits } from '../../src/engine/config/limits'
import { generateData, type TrialData } from '../../src/engine/index'
import type { LoadedImages } from '../../src/trainer/image-files'
import { Trial } from '../../src/trainer/trial'
import type { RatioOf, Task, TaskSet, ThreadTask } from '../task'
import { presetTrial, seed, trainingImages } from './training'

export const sets: readonly TaskSet[] = [{ id: 'checkpoint', group: 'checkpoint', title: 'checkpoints of a trial that trains', usual: true, rounds: 5 }]

interface Trained {
  name: string
  title: string
  config: TrialConfig
  data(images: () => LoadedImages): TrialData
}

const trained: readonly Trained[] = [
  {
    name: 'digits',
    title: "the report's digit network with Adam, fast kernels",
    config: { ...presetTrial('fig4'), epochs: limits.epochs, validation: { kind: 'none' } },
    data: (images) => ({ training: trainingImages(images()), validation: null }),
  },
  {
    name: 'xor',
    title: 'XOR 2-8-2, reference kernels',
    config: { ...presetTrial('fig3'), kernels: 'reference', epochs: limits.epochs },
    data: () => ({ training: generateData(presetTrial('fig3').data, seed).data, validation: null }),
  },
]

/** A trial that tells of its checkpoints; what it reports is copied, as on its way to another thread. */
function begin({ config, data }: Trained, images: () => LoadedImages, onCheckpoint: () => void): Trial {
  const post: ConstructorParameters<typeof Trial>[2]['post'] = (event) => {
    structuredClone(event)
    if (event.type === 'batch' && event.checkpoint !== null) onCheckpoint()
  }
  const start = { run: 1, config, seed, keepEvery: 0, checkpoint: null, files: null }
  return new Trial(start, data(images), { post, now: () => performance.now() })
}

/** Checkpoints in a row that a round takes the mean of. */
const inRow = 20

function cost(one: Trained): ThreadTask {
  return {
    id: `checkpoint-${one.name}`,
    set: 'checkpoint',
    title: `a checkpoint with its models, ${one.title}`,
    unit: 'ms',
    in: 'thread',
    prepare(images) {
      const trial = begin(one, images, () => undefined)
      return () => {
        let spent = 0
        for (let k = 0; k < inRow; k++) {
          trial.slice()
          const begun = performance.now()
          trial.leaveCheckpoint()
          spent += performance.now() - begun
        }
        return spent / inRow
      }
    },
  }
}

function between(one: Trained): ThreadTask {
  return {
    id: `between-${one.name}`,
    set: 'checkpoint',
    title: `from one checkpoint to the next, ${one.title}`,
    unit: 'ms',
    in: 'thread',
    prepare: (images) => () => {
      const times: number[] = []
      const trial = begin(one, images, () => times.push(performance.now()))
      while (times.length < 2) trial.slice()
      return times[1]! - times[0]!
    },
  }
}

export const tasks: readonly Task[] = trained.flatMap((one) => [cost(one), between(one)])

export const ratios: readonly RatioOf[] = trained.map(({ name }) => ({ id: `checkpoint-share-${name}`, of: `checkpoint-${name}`, to: `between-${name}` }))
