import { describe, expect, it } from 'vitest'
import { dataSchema, dataShape, isDrawn, filesOf, storedSetOf } from '../../../../src/engine/config/data'
import { tableExperiment } from '../../../../src/engine/config/table-experiment'

const set = { digest: 'ab'.repeat(32), task: 'classification' as const, samples: 150, inputs: 4, outputs: 3 }

function messageOf(changes: object, more: object = {}): string {
  const parsed = dataSchema.safeParse({ source: 'table', set: { ...set, ...changes }, ...more })
  return parsed.success ? 'fine' : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
}

describe('an imported table in a configuration', () => {
  it('says its shape before it is read', () => {
    const data = dataSchema.parse({ source: 'table', set })
    expect(dataShape(data)).toEqual({ task: 'classification', inputs: 4, outputs: 3, samples: 150, testSamples: 0 })
    expect([storedSetOf(data), filesOf(data), isDrawn(data), isDrawn({ source: 'xor' })]).toEqual([set, null, false, true])
    expect(storedSetOf(dataSchema.parse('xor'))).toBeNull()
  })

  it.each<[object, object, string]>([
    [{ digest: 'x' }, {}, 'set.digest: Digest takes the SHA-256 of an imported data set, 64 hexadecimal digits: "lab data show" prints it'],
    [{ samples: 0 }, {}, 'set.samples: Samples takes a whole number from 1 to 1000000'],
    [{ outputs: 1 }, {}, 'set.outputs: A data set with classes has 2 to 256 of them, not 1'],
    [{ outputs: 257 }, {}, 'set.outputs: A data set with classes has 2 to 256 of them, not 257'],
    [{ samples: 1_000_000, inputs: 201 }, {}, 'set.samples: 1000000 samples of 201 inputs are 201000000 numbers; at most 200000000 are allowed'],
    [{ samples: 1_000_000, inputs: 100 }, {}, 'fine'],
    [{ task: 'regression', outputs: 1 }, { labelNoise: 0.1 }, 'labelNoise: Label noise needs classes but the data has targets: leave it at 0'],
    [{}, { imbalance: 0.1 }, 'imbalance: Imbalance is for data that can be drawn or chosen from anew: leave it at 0 for a table'],
  ])('%j %j', (changes, more, message) => {
    expect(messageOf(changes, more)).toBe(message)
  })
})

describe('the first experiment of a table', () => {
  it('holds a fifth out, from each class where every class has two', () => {
    const validation = (rarestClass: number | null) => tableExperiment({ name: 't', set, rarestClass, scalable: true }).validation
    expect([validation(10), validation(1)]).toEqual([true, false].map((stratified) => ({ kind: 'holdout', fraction: 0.2, stratified })))
  })

  it('is valid for the smallest table, and standardises only what varies', () => {
    const smallest = tableExperiment({ name: 't', set: { ...set, task: 'regression', samples: 1, outputs: 1 }, rarestClass: null, scalable: false })
    expect(smallest).toMatchObject({ validation: { kind: 'none' }, batchSize: 'full', loss: { name: 'mse' }, data: { scaling: 'none' } })
  })
})
