/** What is measured: training of the report's networks, and what a drawn digit costs. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TrialConfig } from '../src/engine/config/experiment'
import { findPreset } from '../src/engine/config/presets'
import { baseTrial } from '../src/engine/config/trials'
import { createPredictor, createSession, generateData, parseDrawings, prepareDrawing, type TrialData, type TrainingSession } from '../src/engine/index'
import { imageFolder, readImages } from '../src/trainer/image-files'
import type { Task } from './measure'

const seed = 1

function presetTrial(id: string): TrialConfig {
  const preset = findPreset(id)
  if (!preset) throw new Error(`there is no preset ${id}`)
  return baseTrial(preset.config)
}

function open(config: TrialConfig, data: TrialData): TrainingSession {
  return createSession({ config, seed, data, now: () => performance.now(), digest: () => '' })
}

/** Seconds that a session takes to report its next epochs. */
function seconds(session: TrainingSession, epochs: number): number {
  const begun = performance.now()
  for (let done = 0; done < epochs;) {
    const step = session.advance(() => false)
    if (step.kind === 'diverged') throw new Error(step.message)
    if (step.kind === 'done') break
    if (step.kind === 'epoch') done++
  }
  return (performance.now() - begun) / 1000
}

/** The report's digit network: seconds of training in one epoch of 60,000 images, evaluation left out. */
function digitEpoch(id: string, title: string, change: Partial<TrialConfig>): Task {
  let data: TrialData | undefined
  return {
    id,
    title,
    unit: 's',
    run() {
      data ??= { training: readImages('mnist', imageFolder('mnist')).training.data, validation: null }
      const config: TrialConfig = { ...presetTrial('fig4'), ...change, validation: { kind: 'none' } }
      const session = open(config, data)
      seconds(session, 1) // row 0: the evaluation before training
      return seconds(session, 1)
    },
  }
}

/** A whole trial of a small problem: 1000 epochs of 200 samples. */
function smallTrial(id: string, preset: string, title: string): Task {
  return {
    id,
    title,
    unit: 's',
    run() {
      const config = presetTrial(preset)
      return seconds(open(config, { training: generateData(config.data, seed).data, validation: null }), config.epochs + 1)
    },
  }
}

/** Milliseconds of one call, over many. */
function each(id: string, title: string, calls: number, prepare: () => (call: number) => void): Task {
  return {
    id,
    title,
    unit: 'ms',
    run() {
      const work = prepare()
      const begun = performance.now()
      for (let call = 0; call < calls; call++) work(call)
      return (performance.now() - begun) / calls
    },
  }
}

function penDrawings() {
  const file = resolve('test/pen/digits-writers-1-2.json')
  return parseDrawings(readFileSync(file, 'utf8'), file)
}

export const tasks: readonly Task[] = [
  digitEpoch('digits-float32', 'MNIST epoch, 784-64-32-10, batch 128, Adam, reference kernels, float32', {}),
  digitEpoch('digits-float64', 'the same in float64', { precision: 'float64' }),
  digitEpoch('digits-batch-512', 'the same in float32 with batch 512', { batchSize: 512 }),
  smallTrial('line-trial', 'fig1', 'linear regression, one trial of 1000 epochs'),
  smallTrial('xor-trial', 'fig3', 'XOR 2-8-2, one trial of 1000 epochs'),
  each('inference', 'one digit through the report network', 500, () => {
    const config = presetTrial('fig4')
    const image = new Float64Array(784)
    const data: TrialData = {
      training: { samples: 1, inputs: 784, features: { kind: 'real', values: image }, targets: { kind: 'classes', labels: new Uint8Array(1), classes: 10 } },
      validation: null,
    }
    const predictor = createPredictor(config.network, 784, open({ ...config, batchSize: 1 }, data).parameters(), 'classification')
    return (call) => {
      image[call % 784] = 1
      predictor.predict(image)
    }
  }),
  each('drawing', 'strokes of one drawn digit to a 28 x 28 image', 198, () => {
    const drawings = penDrawings()
    return (call) => prepareDrawing(drawings[call % drawings.length]!.strokes)
  }),
]
