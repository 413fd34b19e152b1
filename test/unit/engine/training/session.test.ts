import { describe, expect, it } from 'vitest'
import { trialSchema } from '../../../../src/engine/config/experiment'
import { FieldError } from '../../../../src/engine/config/field-error'
import type { RateChange } from '../../../../src/engine/config/rate-changes'
import type { Dataset, TrialData } from '../../../../src/engine/data/dataset'
import { generateData } from '../../../../src/engine/data/generate'
import { allKernels, arithmetics, dataFor, digest, open, runToEnd, xorTrial } from './small-trials'

/** The samples of XOR from one place to another. */
function part(data: Dataset, from: number, to: number): Dataset {
  const { features, targets } = data
  if (features.kind !== 'real' || targets.kind !== 'classes') throw new Error('XOR has real features and classes')
  return {
    ...data,
    samples: to - from,
    features: { kind: 'real', values: features.values.slice(from * data.inputs, to * data.inputs) },
    targets: { ...targets, labels: targets.labels.slice(from, to) },
  }
}

describe.each(allKernels)('on the %s kernels', (kernels) => {
  const trial = (changes: object = {}) => xorTrial({ kernels, ...changes })

  describe('a trial', () => {
    it('reports row 0 and every epoch, then that it is done', () => {
      const { records, end } = runToEnd(open(trial()))
      expect(records.map((record) => record.epoch)).toEqual([0, 1, 2, 3])
      expect(end).toEqual({ kind: 'done' })
      for (const record of records) {
        expect(record.train.loss).toBeGreaterThan(0)
        expect(record.validation.accuracy).toBeGreaterThanOrEqual(0)
        expect(record.learningRate).toBe(0.01)
        expect(record.weightDigest).toMatch(/^[0-9a-f]{64}$/)
      }
    })

    it('goes on answering done', () => {
      const session = open(trial())
      runToEnd(session)
      expect(session.advance(() => false)).toEqual({ kind: 'done' })
      expect(session.progress).toEqual({ epoch: 3, batch: 0, batches: 6 })
    })

    it('repeats with the same seed and changes with another', () => {
      const config = trial()
      const data = dataFor(config, 1)
      const run = (seed: number) => runToEnd(open(config, { seed, data })).records
      expect(run(1)).toEqual(run(1))
      expect(run(2)[3]?.weightDigest).not.toBe(run(1)[3]?.weightDigest)
      expect(run(2)[0]?.train.loss).not.toBe(run(1)[0]?.train.loss)
    })

    it('trains at another rate from the epoch of a change on, as one does that has this rate by its configuration', () => {
      const digests = (optimizer: number, rateChanges?: RateChange[]) =>
        runToEnd(open(trial({ optimizer: { name: 'sgd', learningRate: optimizer } }), { ...(rateChanges && { rateChanges }) })).records.map(
          ({ learningRate, weightDigest }) => ({ learningRate, weightDigest }),
        )
      const [kept, halved] = [digests(0.01), digests(0.01, [{ epoch: 2, learningRate: 0.005 }])]
      expect(halved.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.005, 0.005])
      expect(halved.slice(0, 2)).toEqual(kept.slice(0, 2))
      expect(halved[2]!.weightDigest).not.toBe(kept[2]!.weightDigest)
      // Plain SGD remembers no rate: from the first epoch on it is the trial of the other configuration, but for the rate of row 0.
      expect(digests(0.01, [{ epoch: 1, learningRate: 0.005 }]).slice(1)).toEqual(digests(0.005).slice(1))
    })

    it('takes a change while it trains from the next epoch on that has not begun, and repeats it from a checkpoint', () => {
      const whole = open(trial())
      expect(whole.advance(() => false)).toMatchObject({ kind: 'epoch', record: { epoch: 0 } })
      // Nothing of epoch 1 is learned yet.
      expect(whole.changeRate(0.002)).toBe(1)
      expect(whole.changeRate(0.001)).toBe(1)
      const early = whole.checkpoint()
      expect(whole.advance(() => false)).toMatchObject({ kind: 'epoch', record: { epoch: 1, learningRate: 0.001 } })
      // A batch of epoch 2, where batches are the steps; the whole of it, where epochs are.
      whole.advance(() => true)
      const changed = whole.changeRate(0.004)
      expect([2, 3]).toContain(changed)
      const rest = runToEnd(whole).records
      expect(rest.at(-1)).toMatchObject({ epoch: 3, learningRate: 0.004 })
      const rateChanges = [
        { epoch: 1, learningRate: 0.001 },
        { epoch: changed!, learningRate: 0.004 },
      ]
      for (const again of [open(trial(), { rateChanges }), open(trial(), { rateChanges, checkpoint: early })])
        expect(runToEnd(again).records.at(-1)!.weightDigest).toBe(rest.at(-1)!.weightDigest)
      expect(whole.changeRate(0.1)).toBeNull()
    })

    it('leaves epochs that are only repeated their rate, and has none left in its last epoch', () => {
      const session = open(trial())
      session.advance(() => false)
      expect(session.changeRate(0.5, 4)).toBeNull()
      expect(session.changeRate(0.001, 3)).toBe(3)
      expect(runToEnd(session).records.map(({ learningRate }) => learningRate)).toEqual([0.01, 0.01, 0.001])
    })

    it('learns XOR', () => {
      const config = trial({ data: { source: 'xor', samples: 200 }, epochs: 150, batchSize: 20, optimizer: { name: 'adam', learningRate: 0.03 } })
      const last = runToEnd(open(config)).records.at(-1)
      expect(last?.train.accuracy).toBeGreaterThanOrEqual(0.97)
      expect(last?.validation.accuracy).toBeGreaterThanOrEqual(0.9)
    })

    it('has null where there is nothing to score', () => {
      const layers = [{ units: 1 }]
      const line = trialSchema.parse({ data: { source: 'line', samples: 10 }, network: { layers }, loss: 'mse', optimizer: 'sgd', epochs: 1, kernels })
      const { records } = runToEnd(open(line, { data: dataFor(line, 1, { validation: false }) }))
      expect(records).toHaveLength(2)
      for (const record of records) {
        expect(record.validation).toEqual({ loss: null, accuracy: null })
        expect(record.train.accuracy).toBeNull()
      }
    })

    it('counts the seconds of training alone', () => {
      // Each look at the clock is a millisecond later: two looks for each of the two batches, none for evaluations.
      let time = 0
      const session = open(trial({ epochs: 1, batchSize: 20 }), { now: () => time++ })
      expect(runToEnd(session).records.map((record) => record.seconds)).toEqual([0, 0.002])
      expect(time).toBe(4)
    })
  })

  describe('batches', () => {
    it('larger than a block may be interrupted within', () => {
      const config = trial({ data: { source: 'xor', samples: 1300 }, batchSize: 1200, epochs: 1 })
      let asked = 0
      runToEnd(open(config, { data: dataFor(config, 1, { validation: false }) }), () => ++asked > 0)
      // Two of the three blocks of 512 in row 0 leave work to do, and all three of the batch of 1200; after the last batch the epoch is reported.
      expect(asked).toBe(2 + 3)
    })

    it('come in a new order each epoch, unless shuffling is off', () => {
      const digests = (shuffle: boolean, seed: number) => {
        const config = trial({ shuffle, network: { layers: [{ units: 2, initialiser: 'xavier_uniform' }] } })
        return runToEnd(open(config, { seed, data: dataFor(config, 1) })).records.map((record) => record.train.loss)
      }
      expect(digests(true, 1)).not.toEqual(digests(false, 1))
      expect(digests(true, 1)[0]).toBe(digests(false, 1)[0])
    })

    it('train classes by squared error against one-hot rows', () => {
      const config = trial({ loss: { name: 'mse', reduction: 'sum_outputs_mean_samples' }, epochs: 60, optimizer: { name: 'adam', learningRate: 0.05 } })
      const { records } = runToEnd(open(config))
      expect(records.at(-1)?.train.accuracy).toBeGreaterThan(0.9)
      expect(records.at(-1)?.train.loss).toBeLessThan(0.3)
    })
  })

  describe('slices', () => {
    it('that end after every batch give the same bits as one without end', () => {
      const unsliced = runToEnd(open(trial()))
      const sliced = open(trial())
      let slices = 0
      const { records } = runToEnd(sliced, () => ++slices > 0)
      expect(records).toEqual(unsliced.records)
      // 5 of 6 batches in each of 3 epochs, and after each 6th the validation, leave something to do; so does the evaluation of row 0.
      expect(slices).toBe(1 + 3 * 6)
    })

    it('tell where the trial stands', () => {
      const session = open(trial({ epochs: 1, batchSize: 16 }))
      const seen = [session.progress]
      while (session.advance(() => true).kind !== 'done') seen.push(session.progress)
      // Row 0: training, validation; epoch 1: three batches, validation.
      expect(seen.map(({ epoch, batch, batches }) => `${epoch} ${batch}/${batches}`)).toEqual(['0 0/3', '0 0/3', '0 0/3', '0 1/3', '0 2/3', '0 3/3', '1 0/3'])
    })
  })

  describe('divergence', () => {
    const line = (changes: object = {}) =>
      trialSchema.parse({
        data: { source: 'line', samples: 20 },
        network: { layers: [{ units: 4, activation: 'relu' }, { units: 1 }] },
        loss: 'mse',
        optimizer: { name: 'sgd', learningRate: 1e6 },
        epochs: 100,
        batchSize: 5,
        kernels,
        ...changes,
      })

    it('stops at the first value that is no finite number and keeps the parameters of the last finite epoch', () => {
      const session = open(line())
      const { records, end } = runToEnd(session)
      expect(end.kind).toBe('diverged')
      expect(end).toMatchObject({
        message: expect.stringMatching(/^(The training loss|A weight|The validation loss) is no finite number (in|after) epoch \d+/),
      })
      expect(records.length).toBeGreaterThanOrEqual(1)
      for (const record of records) expect(Number.isFinite(record.train.loss)).toBe(true)
      expect(digest(session.parameters())).toBe(records.at(-1)?.weightDigest)
      expect(session.advance(() => false)).toEqual(end)
    })

    it('is found before any training where the data alone overflows', () => {
      const config = line({ batchSize: 'full' })
      const { training } = dataFor(config, 1)
      const huge = { ...training, targets: { kind: 'values' as const, values: new Float64Array(20).fill(1e300), outputs: 1 } }
      const { records, end } = runToEnd(open(config, { data: { training: huge, validation: null } }))
      expect(records).toEqual([])
      expect(end).toEqual({ kind: 'diverged', message: 'The training loss is no finite number before any training' })
    })

    it('is found in the validation data', () => {
      const config = line({ optimizer: { name: 'sgd', learningRate: 0.001 } })
      const { training } = dataFor(config, 1)
      const validation = { ...training, targets: { kind: 'values' as const, values: new Float64Array(20).fill(1e300), outputs: 1 } }
      const { end } = runToEnd(open(config, { data: { training, validation } }))
      expect(end).toEqual({ kind: 'diverged', message: 'The validation loss is no finite number before any training' })
    })
  })
})

describe.each(arithmetics)('what is recorded on the $kernels kernels in $precision', ({ kernels, precision, decimals }) => {
  // One weight, no bias: prediction = w x. Samples (1, 1), (2, 2), (3, 3); batches of 2 in the order of the data.
  const config = trialSchema.parse({
    data: { source: 'line', samples: 4 },
    network: { layers: [{ units: 1, bias: false }] },
    loss: { name: 'mse', reduction: 'mean_all' },
    optimizer: { name: 'sgd', learningRate: 0.1 },
    batchSize: 2,
    shuffle: false,
    epochs: 1,
    kernels,
    precision,
  })
  const data: TrialData = {
    training: {
      samples: 3,
      inputs: 1,
      features: { kind: 'real', values: Float64Array.of(1, 2, 3) },
      targets: { kind: 'values', values: Float64Array.of(1, 2, 3), outputs: 1 },
    },
    validation: null,
  }
  const session = (changes: object = {}) => open({ ...config, ...changes }, { seed: 3, data })

  it('row 0 is the loss of the untrained network, an epoch the mean over samples of its batches, each before its update', () => {
    const trial = session()
    const w0 = trial.parameters()[0]!.data[0]!
    const { records } = runToEnd(trial)
    // (w0 - 1)² (1 + 4 + 9) / 3
    expect(records[0]?.train.loss).toBeCloseTo(((w0 - 1) ** 2 * 14) / 3, decimals)
    // batch 1: loss (w0 - 1)² 5/2, gradient 2 (w0 - 1) 5/2, w1 = w0 - 0.1 gradient = w0 - (w0 - 1)/2; batch 2: (w1 - 1)² 9
    const w1 = w0 - (w0 - 1) / 2
    const batches = [(w0 - 1) ** 2 * 2.5, (w1 - 1) ** 2 * 9]
    expect(records[1]?.train.loss).toBeCloseTo((2 * batches[0]! + 1 * batches[1]!) / 3, decimals)
    // The last batch's mean divides by its own single sample: w2 = w1 - 0.1 2 (w1 - 1) 9
    expect(trial.parameters()[0]?.data[0]).toBeCloseTo(w1 - 1.8 * (w1 - 1), decimals)
  })

  it('leaves the last, smaller batch out when asked to', () => {
    const trial = session({ dropLastBatch: true })
    const w0 = trial.parameters()[0]!.data[0]!
    expect(trial.progress.batches).toBe(1)
    const { records } = runToEnd(trial)
    expect(records[1]?.train.loss).toBeCloseTo((w0 - 1) ** 2 * 2.5, decimals)
    expect(trial.parameters()[0]?.data[0]).toBeCloseTo(w0 - (w0 - 1) / 2, decimals)
  })

  it('is the mean over samples whatever the reduction of the gradient', () => {
    const reductions = (['mean_all', 'sum', 'sum_outputs_mean_samples'] as const).map((reduction) => {
      const { records } = runToEnd(session({ loss: { name: 'mse', reduction } }))
      return records[0]?.train.loss
    })
    expect(new Set(reductions).size).toBe(1)
  })
})

describe.each(arithmetics)('a batch of all samples on the $kernels kernels in $precision', ({ kernels, precision, decimals }) => {
  it('is worked through in blocks that add up to the same step', () => {
    const config = xorTrial({
      data: { source: 'xor', samples: 1300 },
      batchSize: 'full',
      epochs: 1,
      shuffle: false,
      kernels,
      precision,
      optimizer: { name: 'sgd', learningRate: 1 },
    })
    const all = generateData(config.data, 1).data
    const steps = (from: number, to: number) => {
      const session = open(config, { data: { training: part(all, from, to), validation: null } })
      const before = session.parameters().flatMap(({ data }) => [...data])
      expect(session.progress.batches).toBe(1)
      const { records } = runToEnd(session)
      // The loss of the only batch, before its update, is that of row 0.
      expect(records[1]?.train.loss).toBe(records[0]?.train.loss)
      return session
        .parameters()
        .flatMap(({ data }) => [...data])
        .map((value, i) => value - before[i]!)
    }
    // The mean gradient of 1300 samples is the weighted mean of those of its blocks of 512, 512 and 276.
    const [whole, ...blocks] = [steps(0, 1300), steps(0, 512), steps(512, 1024), steps(1024, 1300)]
    for (const [i, step] of whole!.entries()) {
      expect(step).toBeCloseTo((512 * blocks[0]![i]! + 512 * blocks[1]![i]! + 276 * blocks[2]![i]!) / 1300, decimals)
    }
    expect(whole!.some((step) => Math.abs(step) > 1e-3)).toBe(true)
  })
})

describe('a trial that makes no sense', () => {
  const config = xorTrial()
  const { training } = dataFor(config, 1)

  it('is refused with what does not fit', () => {
    const empty = { ...training, samples: 0 }
    expect(() => open(config, { data: { training: empty, validation: null } })).toThrow('training data, samples: expected at least 1, found none')
    const three = { ...training, targets: { kind: 'classes' as const, labels: new Uint8Array(40), classes: 3 } }
    expect(() => open(config, { data: { training: three, validation: null } })).toThrow('the training data has 3 outputs, the network 2')
    expect(() => open(config, { data: { training, validation: { ...training, inputs: 5 } } })).toThrow(
      'the validation data has 5 features, the training data 2',
    )
    const values = { ...training, targets: { kind: 'values' as const, values: new Float64Array(80), outputs: 2 } }
    expect(() => open(config, { data: { training: values, validation: null } })).toThrow('training data, row 0: expected probabilities of the classes')
  })

  it('is refused with the row and the feature of a number that is not finite', () => {
    for (const wrong of [NaN, Infinity, -Infinity]) {
      const values = new Float64Array(80)
      values[2 * 17 + 1] = wrong
      const features = { kind: 'real' as const, values }
      const message = `data, row 17, feature 1: expected a finite number, found ${wrong}`
      expect(() => open(config, { data: { training: { ...training, features }, validation: null } })).toThrow(`training ${message}`)
      expect(() => open(config, { data: { training, validation: { ...training, features } } })).toThrow(`validation ${message}`)
    }
  })

  it('is refused with the row and the value of a label that is no class', () => {
    const labels = new Uint8Array(40)
    labels[39] = 2
    const wrong = { ...training, targets: { kind: 'classes' as const, labels, classes: 2 } }
    expect(() => open(config, { data: { training: wrong, validation: null } })).toThrow('training data, row 39: expected a label from 0 to 1, found 2')
  })

  it('is refused when a batch takes more samples than there are, naming the field', () => {
    expect(() => open({ ...config, batchSize: 41 })).toThrow(new FieldError('batchSize', 'Batch size is 41 but the data has 40 training samples'))
    expect(runToEnd(open({ ...config, batchSize: 40 })).end).toEqual({ kind: 'done' })
  })

  it('is refused before anything is allocated', () => {
    // The network would take 16 GB.
    const network = { layers: [config.network.layers[0]!, { ...config.network.layers[0]!, units: 1e9 }, config.network.layers[1]!] }
    expect(() => open({ ...config, network, batchSize: 41 })).toThrow(FieldError)
  })
})
