/** Drawings that join training images: which samples there are, and what stays as it was. */
import { describe, expect, it } from 'vitest'
import { trialSchema } from '../../../../src/engine/config/experiment'
import type { Dataset } from '../../../../src/engine/data/dataset'
import { joinImages } from '../../../../src/engine/data/join'
import { prepareTrialData } from '../../../../src/engine/data/prepare'

/** Images of 784 pixels: image i is grey value i all over. */
const values = Uint8Array.from({ length: 24 * 784 }, (_, i) => Math.floor(i / 784))

/** The first twenty, two of each digit in turn. */
const training: Dataset = {
  samples: 20,
  inputs: 784,
  features: { kind: 'bytes', values },
  targets: { kind: 'classes', labels: Uint8Array.from({ length: 20 }, (_, i) => i % 10), classes: 10 },
}
/** The other four, behind them. */
const drawings: Dataset = {
  samples: 4,
  inputs: 784,
  features: { kind: 'bytes', values, rows: Uint32Array.of(20, 21, 22, 23) },
  targets: { kind: 'classes', labels: Uint8Array.of(7, 7, 1, 3), classes: 10 },
}

function rowsOf({ features }: Dataset): number[] {
  return features.kind === 'bytes' ? [...(features.rows ?? [])] : []
}
function labelsOf({ targets }: Dataset): number[] {
  return targets.kind === 'classes' ? [...targets.labels] : []
}

describe('joinImages', () => {
  it('puts the others behind, all of them as often as they count, without a copy of a pixel', () => {
    const joined = joinImages({ ...training, samples: 2 }, drawings, 2)
    expect(joined.samples).toBe(2 + 2 * 4)
    expect(rowsOf(joined)).toEqual([0, 1, 20, 21, 22, 23, 20, 21, 22, 23])
    expect(labelsOf(joined)).toEqual([0, 1, 7, 7, 1, 3, 7, 7, 1, 3])
    expect(joined.features.values).toBe(values)
  })

  it('joins a part of the images as well', () => {
    const part: Dataset = { ...training, samples: 2, features: { kind: 'bytes', values, rows: Uint32Array.of(5, 9) } }
    expect(rowsOf(joinImages(part, drawings, 1))).toEqual([5, 9, 20, 21, 22, 23])
  })

  it('refuses images that lie elsewhere', () => {
    const elsewhere: Dataset = { ...drawings, features: { kind: 'bytes', values: values.slice() } }
    expect(() => joinImages(training, elsewhere, 1)).toThrow('in the same memory')
  })
})

describe('the data of a trial with drawings', () => {
  const digest = 'a'.repeat(64)
  const files = { training, test: { ...training, samples: 10 }, drawings }
  function config(data: object, validation: object = { kind: 'none' }) {
    const { data: parsed, validation: kind } = trialSchema.parse({
      data: { source: 'mnist', ...data },
      network: { layers: [{ units: 10 }] },
      loss: 'cross_entropy',
      optimizer: { name: 'sgd', learningRate: 0.1 },
      epochs: 1,
      validation,
    })
    return { data: parsed, validation: kind }
  }

  it('holds out what it holds out without them, and all of them are learnt from', () => {
    const holdout = { kind: 'holdout', fraction: 0.5 }
    const without = prepareTrialData(config({}, holdout), 1, files)
    const together = prepareTrialData(config({ drawings: { digest, count: 4, weight: 3 } }, holdout), 1, files)
    expect(rowsOf(together.validation!)).toEqual(rowsOf(without.validation!))
    const drawn = [20, 21, 22, 23]
    expect(rowsOf(together.training)).toEqual([...rowsOf(without.training), ...drawn, ...drawn, ...drawn])
  })

  it('leaves their labels true where others are made wrong', () => {
    const noisy = prepareTrialData(config({ labelNoise: 1, drawings: { digest, count: 4 } }), 1, files)
    expect(labelsOf(noisy.training).slice(20)).toEqual([7, 7, 1, 3])
    expect(
      labelsOf(noisy.training)
        .slice(0, 20)
        .filter((label, i) => label === i % 10),
    ).toEqual([])
  })

  it('are as many as the configuration says', () => {
    expect(() => prepareTrialData(config({ drawings: { digest, count: 5 } }), 1, files)).toThrow('drawings, count: expected 5 drawings, found 4')
  })
})
