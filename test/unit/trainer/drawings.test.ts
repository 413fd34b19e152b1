/** Drawings in the training process: prepared, joined to shared images, and read while a trial trains. */
import { describe, expect, test } from 'vitest'
import type { Dataset } from '../../../src/engine/data/dataset'
import { trialSchema, type TrialConfig } from '../../../src/engine/config/experiment'
import { prepareDrawing } from '../../../src/engine/digits/prepare'
import { createSession } from '../../../src/engine/training/session'
import type { EpochRecord } from '../../../src/engine/training/records'
import { digestDataset, sha256 } from '../../../src/trainer/digests'
import { readDrawnSamples } from '../../../src/trainer/drawn-samples'
import type { LoadedImages } from '../../../src/trainer/image-files'
import type { WorkerEvent } from '../../../src/trainer/messages'
import { Trial } from '../../../src/trainer/trial'
import { loadTrialData } from '../../../src/trainer/trial-data'
import { Watcher } from '../../../src/trainer/watcher'
import { withDrawings } from '../../../src/trainer/with-drawings'
import { drawings as corpus } from '../engine/digits/drawings'
import { steppingClock, trialStart } from './fixtures'

const chosen = corpus.filter((_, i) => i % 20 === 0)
const content = JSON.stringify(chosen.map(({ digit, strokes }) => ({ digit, strokes })))
const set = { digest: sha256(new TextEncoder().encode(content)), count: chosen.length, weight: 1 }

function mnist(samples: number): LoadedImages {
  const values = new Uint8Array(new SharedArrayBuffer(samples * 784))
  for (let i = 0; i < values.length; i++) values[i] = i % 7 === 0 ? i % 251 : 0
  const data: Dataset = {
    samples,
    inputs: 784,
    features: { kind: 'bytes', values },
    targets: { kind: 'classes', labels: Uint8Array.from({ length: samples }, (_, i) => i % 10), classes: 10 },
  }
  const part = { data, digest: digestDataset(data) }
  return { training: part, test: part }
}

function config(changes: object = {}): TrialConfig {
  return trialSchema.parse({
    data: 'mnist',
    network: { layers: [{ units: 8, activation: 'relu' }, { units: 10 }] },
    loss: 'cross_entropy',
    optimizer: { name: 'adam', learningRate: 0.01 },
    batchSize: 16,
    shuffle: true,
    epochs: 4,
    ...changes,
  })
}

describe('a set of drawings', () => {
  test('becomes images as the pad prepares them', () => {
    const { images, labels } = readDrawnSamples(content, set)
    expect([...labels]).toEqual(chosen.map(({ digit }) => digit))
    expect(images.subarray(784, 2 * 784)).toEqual(prepareDrawing(chosen[1]!.strokes))
  })

  test('takes images as they are', () => {
    const image = Uint8Array.from({ length: 784 }, (_, i) => i % 256)
    const text = JSON.stringify([{ digit: 3, image: Buffer.from(image).toString('base64') }])
    expect(readDrawnSamples(text, { digest: sha256(new TextEncoder().encode(text)), count: 1, weight: 1 }).images).toEqual(image)
  })

  test.each([
    ['is missing', undefined, set, 'is not in this lab: import an archive that has it'],
    ['is another', content.replace('"digit":0', '"digit":1'), set, 'is damaged: restore a backup that has it'],
    ['is no JSON', '[', { ...set, digest: sha256(new TextEncoder().encode('[')) }, 'is damaged'],
    ['has another number', content, { ...set, count: 3 }, `has ${chosen.length} drawings, not 3: set data.drawings.count to that`],
  ])('that %s is refused', (_what, text, asked, message) => {
    expect(() => readDrawnSamples(text, asked)).toThrow(message)
  })
})

describe('images with drawings', () => {
  const loaded = mnist(40)
  const together = withDrawings(loaded, readDrawnSamples(content, set))

  test('lie in one memory that threads share, with the images first', () => {
    const { values, compressed } = together.training.data.features.kind === 'bytes' ? together.training.data.features : { values: null, compressed: null }
    expect(values?.buffer).toBeInstanceOf(SharedArrayBuffer)
    expect(values?.subarray(0, 40 * 784)).toEqual(loaded.training.data.features.values)
    expect(compressed?.starts.length).toBe(40 + chosen.length + 1)
    expect(together.training.data.samples).toBe(40)
    expect(together.drawings?.samples).toBe(chosen.length)
  })

  test('are other data by a label or a pixel, and the others stay what they were', () => {
    const digestOf = (text: string) => {
      const own = { digest: sha256(new TextEncoder().encode(text)), count: chosen.length, weight: 1 }
      return loadTrialData(config({ data: { source: 'mnist', drawings: own } }), 1, withDrawings(loaded, readDrawnSamples(text, own))).digest
    }
    const digests = [content, content.replace('"digit":0', '"digit":1'), content.replace('366,283.5', '340,283.5')].map(digestOf)
    expect(new Set(digests).size).toBe(3)
    expect(digestOf(content)).toBe(digests[0])
    expect(loadTrialData(config(), 1, loaded).digest).not.toBe(digests[0])
  })

  test.each(['reference', 'fast'] as const)('train to the same weights whatever else shares the memory, with the %s kernels', (kernels) => {
    const drawn = config({ kernels, data: { source: 'mnist', drawings: { ...set, weight: 3 } }, augmentation: { shift: 1 } })
    const weights = [together, withDrawings(mnist(40), readDrawnSamples(content, set))].map((images) => digestsOf(train(drawn, images).epochs))
    expect(weights[0]).toHaveLength(5)
    expect(weights[1]).toEqual(weights[0])
    expect(digestsOf(train(config({ kernels, augmentation: { shift: 1 } }), loaded).epochs)).not.toEqual(weights[0])
  })
})

describe('a watched drawing', () => {
  const images = mnist(40)
  const watched = [
    { id: 5, content: { strokes: chosen[0]!.strokes.map((stroke) => stroke.map(([x, y]): [number, number] => [x, y])) } },
    { id: 6, content: { image: new Uint8Array(784) } },
  ]

  test('is read after every epoch, row 0 included, and changes no bit of the trial', () => {
    const { epochs, answers } = train(config(), images, new Watcher(watched))
    expect(answers.map(({ drawing, epoch }) => [drawing, epoch])).toEqual([0, 1, 2, 3, 4].flatMap((epoch) => [[5, epoch], [6, epoch]])) // prettier-ignore
    for (const { probabilities } of answers) {
      expect(probabilities).toHaveLength(10)
      expect(probabilities.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6)
    }
    expect(answers[0]!.probabilities).not.toEqual(answers.at(-2)!.probabilities)
    expect(digestsOf(epochs)).toEqual(digestsOf(train(config(), images).epochs))
  })

  test('is read from the next epoch on, and no more when nobody watches', () => {
    const watcher = new Watcher()
    const session = createSession({
      config: config({ kernels: 'reference' }),
      seed: 1,
      data: loadTrialData(config(), 1, images).data,
      now: () => 0,
      digest: () => '',
    })
    const read = (epoch: number) => watcher.read(epoch, config(), session.parameters(), null).map(({ drawing }) => drawing)
    expect(read(1)).toEqual([])
    watcher.watch(watched)
    expect(read(2)).toEqual([5, 6])
    watcher.watch([])
    expect(read(3)).toEqual([])
  })
})

type Batch = Extract<WorkerEvent, { type: 'batch' }>

function train(trial: TrialConfig, images: LoadedImages, watcher = new Watcher()) {
  const batches: Batch[] = []
  const run = new Trial(trialStart({ config: trial }), loadTrialData(trial, 1, images).data, {
    post: (event) => event.type === 'batch' && batches.push(event),
    now: steppingClock(10),
    watcher,
  })
  while (run.slice().kind === 'more');
  return { epochs: batches.flatMap(({ epochs }) => epochs), answers: batches.flatMap(({ answers }) => answers ?? []) }
}

function digestsOf(epochs: readonly EpochRecord[]): string[] {
  return epochs.map(({ weightDigest }) => weightDigest)
}
