// TensorFlow.js with one of its backends, over the line that serving.py describes. Arguments: the backend, the folder of MNIST's files.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import * as tf from '@tensorflow/tfjs'

const [backend, folder] = process.argv.slice(2)
// What the library prints must not get between the answers.
console.log = console.info = console.warn = () => undefined
if (backend === 'wasm') await import('@tensorflow/tfjs-backend-wasm')
await tf.setBackend(backend)
await tf.ready()

function readTrainingImages() {
  const read = (name) => readFileSync(join(folder, name))
  const labels = read('train-labels-idx1-ubyte').subarray(8)
  return { images: Float32Array.from(read('train-images-idx3-ubyte').subarray(16), (byte) => byte / 255), labels: Int32Array.from(labels) }
}

/** One epoch in batches, in a new order; a share of it for a backend that would take minutes. */
function prepareStepping({ hidden, batch, optimizer, share }, { images, labels }) {
  const x = tf.tensor2d(images, [labels.length, 784])
  const y = tf.oneHot(tf.tensor1d(labels, 'int32'), 10).toFloat()
  const sizes = [784, ...hidden, 10]
  const layers = sizes.slice(1).map((units, k) => {
    const bound = 1 / Math.sqrt(sizes[k])
    return { weight: tf.variable(tf.randomUniform([sizes[k], units], -bound, bound)), bias: tf.variable(tf.randomUniform([units], -bound, bound)) }
  })
  const adam = tf.train.adam(optimizer.rate)
  const forward = (input) =>
    layers.reduce((value, { weight, bias }, k) => {
      const sum = value.matMul(weight).add(bias)
      return k < layers.length - 1 ? sum.relu() : sum
    }, input)
  return async () => {
    const begun = performance.now()
    const order = Int32Array.from(tf.util.createShuffledIndices(labels.length)).subarray(0, Math.round(labels.length * share))
    for (let start = 0; start < order.length; start += batch)
      tf.tidy(() => {
        const chosen = tf.tensor1d(order.slice(start, start + batch), 'int32')
        const [inputs, targets] = [x.gather(chosen), y.gather(chosen)]
        adam.minimize(() => tf.losses.softmaxCrossEntropy(targets, forward(inputs)))
      })
    // Reading a number waits for all that was asked for.
    await layers[0].bias.data()
    return (performance.now() - begun) / 1000 / share
  }
}

/** The same by the library's own training loop. */
function prepareFitting({ hidden, batch, optimizer, share }, { images, labels }) {
  const samples = Math.round(labels.length * share)
  const x = tf.tensor2d(images.subarray(0, samples * 784), [samples, 784])
  const y = tf.oneHot(tf.tensor1d(labels.subarray(0, samples), 'int32'), 10).toFloat()
  const layers = hidden.map((units, k) => tf.layers.dense({ units, activation: 'relu', ...(k === 0 && { inputShape: [784] }) }))
  const model = tf.sequential({ layers: [...layers, tf.layers.dense({ units: 10 })] })
  model.compile({ optimizer: tf.train.adam(optimizer.rate), loss: (targets, logits) => tf.losses.softmaxCrossEntropy(targets, logits) })
  return async () => {
    const begun = performance.now()
    await model.fit(x, y, { epochs: 1, batchSize: batch, shuffle: true, verbose: 0, yieldEvery: 'never' })
    return (performance.now() - begun) / 1000 / share
  }
}

/** The faster of the two ways, each measured on a part of an epoch after one that warms up. */
async function prepare(job) {
  const data = readTrainingImages()
  const tried = []
  for (const [setting, way] of [
    ['own steps', prepareStepping],
    ['model.fit', prepareFitting],
  ]) {
    const run = way({ ...job, share: job.share / 10 }, data)
    await run()
    tried.push({ setting, way, seconds: await run() })
  }
  const best = tried.reduce((a, b) => (b.seconds < a.seconds ? b : a))
  return { run: best.way(job, data), seconds: best.seconds, setting: best.setting }
}

const runs = new Map()
for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line)
  let answer
  try {
    if (request.do === 'prepare') {
      const { run, ...found } = await prepare(request.job)
      runs.set(request.id, run)
      answer = found
    } else answer = { seconds: await runs.get(request.id)() }
  } catch (error) {
    answer = { error: error instanceof Error ? error.stack : String(error) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
