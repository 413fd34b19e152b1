/** Augmentation in a trial: what it changes, what it leaves, and the same bits however training is cut up. */
import { describe, expect, it } from 'vitest'
import { Augmenter } from '../../../../src/engine/augmentation/augmenter'
import { DistortionSource } from '../../../../src/engine/augmentation/distortion'
import { PIXELS } from '../../../../src/engine/augmentation/frame'
import type { AugmentationRanges } from '../../../../src/engine/config/augmentation'
import { trialSchema, type TrialConfig } from '../../../../src/engine/config/experiment'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { takeSamples } from '../../../../src/engine/data/split'
import { createStream } from '../../../../src/engine/random/stream'
import { allKernels, fast, open, runThroughCheckpoints, runToEnd, images as tinyImages } from '../training/small-trials'
import { distorters, distortWith } from './images'

const ranges: AugmentationRanges = { shift: 2, rotation: 20, scale: 0.2, shear: 20, thickness: 0.5, elastic: 1 }
const nothing: AugmentationRanges = { shift: 0, rotation: 0, scale: 0, shear: 0, thickness: 0, elastic: 0 }

function drawImages(samples: number, seed: number): Dataset {
  const stream = createStream(seed, 'data')
  const values = Uint8Array.from({ length: samples * PIXELS }, () => (stream.uniform() < 0.2 ? stream.integerBelow(256) : 0))
  return {
    samples,
    inputs: PIXELS,
    features: { kind: 'bytes', values },
    targets: { kind: 'classes', labels: Uint8Array.from({ length: samples }, (_, i) => i % 10), classes: 10 },
  }
}

const training = drawImages(40, 1)
const data = { training, validation: drawImages(20, 2) }

function trial(changes: object = {}): TrialConfig {
  return trialSchema.parse({
    data: 'mnist',
    network: { layers: [{ units: 9, activation: 'relu' }, { units: 10 }] },
    loss: 'cross_entropy',
    optimizer: { name: 'adam', learningRate: 0.01 },
    batchSize: 7,
    epochs: 3,
    validation: 'test',
    augmentation: ranges,
    ...changes,
  })
}

describe.each(allKernels)('on the %s kernels', (kernels) => {
  const train = (changes: object = {}, options: object = {}) => runToEnd(open(trial({ kernels, ...changes }), { data, ...options })).records

  it('ranges of 0 give the bits of a trial without augmentation', () => {
    expect(train({ augmentation: nothing })).toEqual(train({ augmentation: null }))
  })

  it('ranges above 0 change what is learnt, not what is scored before it', () => {
    const [before, after] = train()
    const [plainBefore, plainAfter] = train({ augmentation: null })
    expect(before).toEqual(plainBefore)
    expect(after!.train.loss).not.toBe(plainAfter!.train.loss)
  })

  it('each epoch distorts anew', () => {
    // At a rate so small that the weights hardly move, epochs differ by their images alone.
    const losses = (augmentation: unknown) => train({ augmentation, optimizer: { name: 'sgd', learningRate: 1e-9 } }).map(({ train: { loss } }) => loss!)
    const [, first, second, third] = losses(ranges)
    expect(Math.abs(first! - second!)).toBeGreaterThan(1e-4)
    expect(Math.abs(second! - third!)).toBeGreaterThan(1e-4)
    const [, still, same] = losses(null)
    expect(Math.abs(still! - same!)).toBeLessThan(1e-5)
  })

  it('another seed distorts otherwise', () => {
    const images = (seed: number) => {
      const augmenter = new Augmenter({ ranges, seed, training, block: 4, fast: kernels === 'fast' ? fast : null })
      const { features } = augmenter.of(1, { order: null, start: 0, count: 4 })
      return features.values.slice()
    }
    expect(images(1)).toEqual(images(1))
    expect(images(1)).not.toEqual(images(2))
  })

  it.each(
    Object.entries<object>({
      'batches of 7': {},
      'updates of several batches': { accumulationSteps: 3 },
      'all samples at once': { batchSize: 'full' },
      'without shuffling': { shuffle: false },
      'with standardised pixels': { data: { source: 'mnist', scaling: 'standard' } },
    }),
  )('a trial with %s that stops after every batch goes on to the same bits', (_, changes) => {
    const config = trial({ kernels, ...changes })
    const session = open(config, { data })
    const { records } = runToEnd(session)
    const resumed = runThroughCheckpoints(config, { data })
    expect(resumed.records).toEqual(records)
    expect(resumed.parameters).toEqual(session.parameters())
  })
})

describe('a block', () => {
  const order = Uint32Array.of(5, 3, 11, 0)

  it.each(Object.keys(distorters))('has the distorted images of its samples, and their targets as they are (%s)', (kernels) => {
    const augmenter = new Augmenter({ ranges, seed: 8, training, block: 3, fast: kernels === 'fast' ? fast : null })
    augmenter.of(1, { order, start: 0, count: 3 })
    const { features, targets, samples } = augmenter.of(2, { order, start: 2, count: 2 })
    expect([samples, targets]).toEqual([training.samples, training.targets])
    if (features.kind !== 'bytes' || training.features.kind !== 'bytes') throw new Error('images are bytes')
    for (const sample of [11, 0]) {
      const row = features.rows![sample]!
      const original = training.features.values.slice(sample * PIXELS, (sample + 1) * PIXELS)
      const expected = distortWith(distorters.reference(1), original, new DistortionSource(ranges, 8).draw(2, sample))
      expect(features.values.slice(row * PIXELS, (row + 1) * PIXELS)).toEqual(expected)
    }
  })

  it('takes the images of a part of the data from where they lie', () => {
    const part = takeSamples(training, Uint32Array.of(30, 31, 39))
    const { features } = new Augmenter({ ranges: nothing, seed: 1, training: part, block: 3, fast }).of(1, { order: null, start: 0, count: 3 })
    if (features.kind !== 'bytes' || training.features.kind !== 'bytes') throw new Error('images are bytes')
    expect(features.values.slice(2 * PIXELS)).toEqual(training.features.values.slice(39 * PIXELS, 40 * PIXELS))
  })

  it('is refused of data that are no images of 28 x 28 bytes', () => {
    expect(() => new Augmenter({ ranges, seed: 1, training: tinyImages, block: 3, fast })).toThrow(
      new RangeError('augmentation takes images of 784 bytes, the training data has 30 features (bytes)'),
    )
  })
})
