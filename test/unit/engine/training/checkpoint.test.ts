import { describe, expect, it } from 'vitest'
import { CheckpointError, type CheckpointFault } from '../../../../src/engine/training/checkpoint'
import { crc32 } from '../../../../src/engine/training/crc32'
import type { TrialConfig } from '../../../../src/engine/config/experiment'
import { generateData } from '../../../../src/engine/data/generate'
import { allKernels, arithmetics, dataFor, open, optimizers, runThroughCheckpoints, runToEnd, xorTrial } from './small-trials'

describe.each(arithmetics)('a checkpoint after every batch on the $kernels kernels in $precision', ({ kernels, precision }) => {
  it.each(optimizers)('leads $name to the bits of the uninterrupted run', (optimizer) => {
    const config = xorTrial({ kernels, precision, optimizer })
    const uninterrupted = runToEnd(open(config)).records
    const { records, lengths } = runThroughCheckpoints(config)
    expect(records).toEqual(uninterrupted)
    // The beginning, row 0 in two blocks, three epochs of six batches and a validation.
    expect(lengths).toHaveLength(1 + 2 + 3 * 7)
  })

  const stopping = { epochs: 40, earlyStopping: { patience: 3, minimumGain: 0.02 } }
  const features: Record<string, object> = {
    'early stopping': stopping,
    'early stopping that keeps the last weights': { ...stopping, earlyStopping: { patience: 3, minimumGain: 0.02, restoreBest: false } },
    'early stopping that never stops': { epochs: 8, earlyStopping: { patience: 100 } },
    'evaluation every three epochs': { epochs: 8, evaluateEvery: 3 },
    'accumulation with an incomplete group': { accumulationSteps: 4 },
    'accumulation over more batches than there are': { accumulationSteps: 100 },
    'accumulation with weighted classes': { accumulationSteps: 3, loss: { name: 'cross_entropy', classWeights: [1, 3] } },
    'accumulation with dropout and batch normalisation': {
      accumulationSteps: 3,
      batchSize: 8,
      network: { layers: [{ units: 8, activation: 'tanh', dropout: 0.2, batchNorm: {} }, { units: 2 }] },
      earlyStopping: { patience: 2 },
      epochs: 10,
    },
    'a dropped last batch': { dropLastBatch: true, accumulationSteps: 2 },
    'batches of one sample': { batchSize: 1, accumulationSteps: 3, epochs: 2 },
    'one batch of all samples': { batchSize: 'full', shuffle: false },
    'all together': { ...stopping, evaluateEvery: 2, accumulationSteps: 2, dropLastBatch: true, schedule: { name: 'reduce_on_plateau', patience: 1 } },
  }
  it.each(Object.entries(features))('leads to the same bits with %s', (_, changes) => {
    const config = xorTrial({ kernels, precision, ...changes })
    const session = open(config)
    const { records, end } = runToEnd(session)
    const resumed = runThroughCheckpoints(config)
    expect(resumed).toMatchObject({ records, end })
    expect(resumed.parameters).toEqual(session.parameters())
  })

  it('also in the middle of an evaluation and of a batch, where they take several blocks', () => {
    const config = xorTrial({ kernels, precision, data: { source: 'xor', samples: 1300 }, batchSize: 600, epochs: 2 })
    const data = { training: generateData(config.data, 1).data, validation: generateData(config.data, 2).data }
    const { records, lengths } = runThroughCheckpoints(config, { data })
    expect(records).toEqual(runToEnd(open(config, { data })).records)
    // In the middle of a batch the gradients are stored as well. Two of an epoch's three batches have 600 samples, hence a second block.
    expect(lengths.filter((length) => length > lengths[0]!)).toHaveLength(2 * 2)
  })

  it('keeps seconds already counted', () => {
    const config = xorTrial({ kernels, precision, epochs: 1, batchSize: 20 })
    let time = 0
    const now = () => time++
    const first = open(config, { now })
    first.advance(() => false)
    expect(first.advance(() => true).kind).toBe('yielded')
    const second = open(config, { now, checkpoint: first.checkpoint() })
    expect(runToEnd(second).records[0]?.seconds).toBe(0.002)
  })

  it('of a diverged or finished trial stays so', () => {
    const diverging = xorTrial({ kernels, precision, loss: { name: 'mse', reduction: 'sum' }, optimizer: { name: 'sgd', learningRate: 1e6 }, epochs: 50 })
    for (const [config, kind] of [
      [diverging, 'diverged'],
      [xorTrial({ kernels, precision }), 'done'],
    ] as const) {
      const session = open(config)
      const { end } = runToEnd(session)
      expect(end.kind).toBe(kind)
      const again = open(config, { checkpoint: session.checkpoint() })
      expect(again.advance(() => false)).toEqual(end)
      expect(again.parameters()).toEqual(session.parameters())
      expect(again.progress).toEqual(session.progress)
    }
  })
})

describe.each(allKernels)('bytes that are no checkpoint of this trial on the %s kernels', (kernels) => {
  const config = xorTrial({ kernels })
  const whole = (() => {
    const session = open(config)
    session.advance(() => false)
    session.advance(() => true)
    return session.checkpoint()
  })()

  function faultOf(checkpoint: Uint8Array, changed: TrialConfig = config, seed = 1): CheckpointFault | 'none' {
    try {
      open(changed, { checkpoint, seed })
      return 'none'
    } catch (error) {
      if (error instanceof CheckpointError) return error.fault
      throw error
    }
  }

  /** A copy with changes and a checksum that fits them. */
  function forged(change: (view: DataView) => void, length = whole.length): Uint8Array {
    const bytes = new Uint8Array(length)
    bytes.set(whole.subarray(0, length))
    const view = new DataView(bytes.buffer)
    change(view)
    view.setUint32(12, crc32(bytes, 16), true)
    return bytes
  }

  it('are told apart', () => {
    expect(faultOf(whole)).toBe('none')
    expect(faultOf(new Uint8Array(0))).toBe('not a checkpoint')
    expect(faultOf(new Uint8Array(whole.length))).toBe('not a checkpoint')
    expect(faultOf(whole, { ...config, batchSize: 8 })).toBe('another trial')
    expect(faultOf(whole, config, 2)).toBe('another trial')
    // A trial goes on with the kernels that it began with, never silently with others.
    for (const others of allKernels) if (others !== kernels) expect(faultOf(whole, { ...config, kernels: others })).toBe('another trial')
    expect(faultOf(forged((view) => view.setUint32(8, 2, true)))).toBe('newer version')
  })

  it('are refused wherever one bit is wrong', () => {
    for (let byte = 0; byte < whole.length; byte += 5) {
      const bytes = whole.slice()
      bytes[byte]! ^= 1 << (byte % 8)
      expect(faultOf(bytes), `byte ${byte}`).not.toBe('none')
    }
  })

  it('are refused when they are cut short or too long', () => {
    for (const length of [1, 15, 127]) expect(faultOf(whole.slice(0, length)), `length ${length}`).toBe('not a checkpoint')
    for (const length of [128, whole.length - 1, whole.length + 8]) expect(faultOf(forged(() => undefined, length)), `length ${length}`).toBe('damaged')
  })

  it('are refused with numbers that cannot be, even where the checksum fits', () => {
    const changes: Record<string, (view: DataView) => void> = {
      'unknown phase': (view) => view.setUint32(20, 99, true),
      'unknown divergence': (view) => view.setUint32(24, 99, true),
      'epoch beyond the last': (view) => view.setFloat64(32, 1e6, true),
      'half an epoch': (view) => view.setFloat64(32, 0.5, true),
      'sample beyond the last': (view) => view.setFloat64(40, 41, true),
      'negative steps': (view) => view.setFloat64(32 + 8 * 9, -1, true),
    }
    for (const [what, change] of Object.entries(changes)) expect(faultOf(forged(change)), what).toBe('damaged')
  })

  it('are refused when the best epoch cannot be', () => {
    const watched = xorTrial({ kernels, earlyStopping: { patience: 2 } })
    const session = open(watched)
    session.advance(() => false)
    const checkpoint = session.checkpoint()
    const view = new DataView(checkpoint.buffer)
    // Measure, best epoch, its merit, the reference and the evaluations since stand before the best parameters; the fast kernels keep the two
    // weights or biases of an output padded to four.
    const outputs = kernels === 'fast' ? 4 : 2
    const state = checkpoint.length - 4 * (2 * 8 + 8 + 8 * outputs + outputs) - 5 * 8
    expect(view.getFloat64(state + 8, true)).toBe(0)
    view.setFloat64(state + 8, 7, true)
    view.setUint32(12, crc32(checkpoint, 16), true)
    expect(faultOf(checkpoint, watched)).toBe('damaged')
  })

  it('are read wherever they lie in memory', () => {
    const shifted = new Uint8Array(whole.length + 3).subarray(3)
    shifted.set(whole)
    expect(faultOf(shifted)).toBe('none')
  })

  it('name sizes when they do not fit', () => {
    expect(() => open(config, { checkpoint: forged(() => undefined, whole.length - 8) })).toThrow(`it has ${whole.length - 8} bytes, not ${whole.length}`)
  })

  it('depend on the data sizes', () => {
    expect(() => open(config, { checkpoint: whole, data: dataFor(config, 1, { validation: false }) })).toThrow('another configuration, seed or data')
  })
})

it('CRC-32 gives the published check value', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926)
  expect(crc32(new TextEncoder().encode('xx123456789'), 2)).toBe(0xcbf43926)
})
