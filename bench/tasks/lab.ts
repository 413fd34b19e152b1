/** What the lab makes of the engine: throughput of its threads, its memory, how soon it answers. */
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { limits } from '../../src/engine/config/limits'
import type { TrialConfig } from '../../src/engine/config/experiment'
import { createPredictor, parseDrawings, prepareDrawing, type Predictor, type Stroke, type TrialData } from '../../src/engine/index'
import type { LoadedImages } from '../../src/trainer/image-files'
import { peakMemory } from '../peak-memory'
import { BenchPool } from '../pool'
import type { DriverTask, RatioOf, Task, TaskSet, ThreadTask } from '../task'
import { fastModule, firstSamples, openSession, presetTrial, seconds, trainingImages } from './training'

export const sets: readonly TaskSet[] = [
  { id: 'workers', group: 'lab', title: 'MNIST trials on one and on two threads of the training process', usual: true },
  { id: 'memory', group: 'lab', title: 'memory of the training process', usual: true, rounds: 3, warmUp: false },
  { id: 'latency', group: 'lab', title: 'evaluation, pause, one answer', usual: true },
]

const epochs = 10

function digitTrial(change: Partial<TrialConfig>): TrialConfig {
  return { ...presetTrial('fig4'), ...change }
}

/** Trials of ten epochs, one a thread, from the order to start to the last message; the images are in memory. */
function throughput(workers: number): DriverTask {
  return {
    id: `workers-${workers}`,
    set: 'workers',
    title: `MNIST epochs a second with ${workers} thread${workers > 1 ? 's' : ''}: trials of ${epochs} epochs, start and end included`,
    unit: 'epochs/s',
    in: 'driver',
    async open(images) {
      const pool = new BenchPool(workers, images)
      const config = digitTrial({ epochs, validation: { kind: 'none' } })
      return {
        async run() {
          const begun = performance.now()
          await Promise.all(Array.from({ length: workers }, (_, k) => pool.start(config, k + 1).ended))
          return (workers * epochs * 1000) / (performance.now() - begun)
        },
        close: () => pool.close(),
      }
    },
  }
}

const memory: DriverTask = {
  id: 'memory',
  set: 'memory',
  title: 'peak resident memory of the training process, 2 threads with an MNIST trial each, scored on the test images',
  unit: 'MB',
  in: 'driver',
  open: async () => ({ run: () => peakMemory(2, digitTrial({ epochs: 3 })), close: async () => undefined }),
}

/** How many pauses a round takes the longest of. */
const pauses = 10

/** Every thread trains; one of them is asked to pause at moments that fall anywhere in its slices. */
const pause: DriverTask = {
  id: 'pause',
  set: 'latency',
  title: `longest of ${pauses} pauses of an MNIST trial on busy threads: from the order to the checkpoint`,
  unit: 'ms',
  in: 'driver',
  async open(images) {
    const workers = availableParallelism()
    const pool = new BenchPool(workers, images)
    const config = digitTrial({ epochs: limits.epochs })
    return {
      async run() {
        const others = Array.from({ length: workers - 1 }, (_, k) => pool.start(config, k + 2))
        let longest = 0
        let trial = pool.start(config, 1)
        await Promise.all([...others, trial].map(({ started }) => started))
        for (let k = 0; k < pauses; k++) {
          await sleep(60 + ((k * 37) % 100))
          const asked = performance.now()
          pool.ask('pause', trial.run)
          await trial.ended
          longest = Math.max(longest, performance.now() - asked)
          trial = pool.start(config, 1, trial.checkpoint())
          await trial.started
        }
        for (const { run } of [...others, trial]) pool.ask('stop', run)
        await Promise.all([...others, trial].map(({ ended }) => ended))
        return longest
      },
      close: () => pool.close(),
    }
  },
}

/** Each epoch trains on 16 images, which costs next to nothing, and is scored on all test images. */
const evaluation: ThreadTask = {
  id: 'evaluation',
  set: 'latency',
  title: 'loss and accuracy on 10,000 images',
  unit: 'ms',
  in: 'thread',
  prepare(images) {
    const data: TrialData = { training: firstSamples(trainingImages(images()), 16), validation: images().test.data }
    const session = openSession(digitTrial({ batchSize: 16, epochs: limits.epochs }), data)
    seconds(session, 1)
    return () => (seconds(session, 10) * 1000) / 10
  },
}

type Call = (call: number) => void

/** Milliseconds of one call, over many. */
function each(id: string, title: string, calls: number, prepare: (images: () => LoadedImages) => Call): ThreadTask {
  return {
    id,
    set: 'latency',
    title,
    unit: 'ms',
    in: 'thread',
    prepare(images) {
      const work = prepare(images)
      return () => {
        const begun = performance.now()
        for (let call = 0; call < calls; call++) work(call)
        return (performance.now() - begun) / calls
      }
    },
  }
}

/** Untrained: what it answers costs the same. */
function reportNetwork(images: () => LoadedImages): Predictor {
  const config = digitTrial({ batchSize: 1, validation: { kind: 'none' } })
  const training = firstSamples(trainingImages(images()), 1)
  const parameters = openSession(config, { training, validation: null }).parameters()
  return createPredictor(config.network, 784, parameters, 'classification', { fast: fastModule })
}

const inference = each('inference', 'one digit through the report network', 5000, (images) => {
  const predictor = reportNetwork(images)
  const digits = Array.from({ length: 100 }, (_, k) =>
    Float64Array.from(trainingImages(images()).features.values.subarray(k * 784, (k + 1) * 784), (byte) => byte / 255),
  )
  return (call) => predictor.predict(digits[call % digits.length]!)
})

function drawnDigits(): readonly (readonly Stroke[])[] {
  const file = resolve('test/pen/digits-writers-1-2.json')
  return parseDrawings(readFileSync(file, 'utf8'), file).map(({ strokes }) => strokes)
}

const drawing = each('drawing', 'strokes of one drawn digit to a 28 x 28 image', 198, () => {
  const drawings = drawnDigits()
  return (call) => prepareDrawing(drawings[call % drawings.length]!)
})

/** What the pad does between the last point and the answer; a frame of the screen has 16 ms. */
const reading = each('reading', 'strokes of one drawn digit to ten probabilities of the report network', 198, (images) => {
  const drawings = drawnDigits()
  const predictor = reportNetwork(images)
  return (call) => {
    const image = prepareDrawing(drawings[call % drawings.length]!)
    if (image !== null) predictor.predict(Float64Array.from(image, (byte) => byte / 255))
  }
})

export const tasks: readonly Task[] = [throughput(1), throughput(2), memory, evaluation, pause, inference, drawing, reading]

export const ratios: readonly RatioOf[] = [{ id: 'workers-2-against-1', of: 'workers-2', to: 'workers-1' }]
