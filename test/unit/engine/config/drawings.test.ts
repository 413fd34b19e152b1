/** Drawings in the configuration: what is counted, what is refused, and that a configuration without them is as it always was. */
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../../src/engine/config/canonical'
import { dataShape } from '../../../../src/engine/config/data'
import { findPreset } from '../../../../src/engine/config/presets'
import { partSizes } from '../../../../src/engine/config/validation'
import { validateExperiment } from '../../../../src/engine/config/validate'

const digits = findPreset('fig4')!.config
const digest = 'a'.repeat(64)

function problems(drawings: unknown): string[] {
  const checked = validateExperiment({ ...digits, data: { ...digits.data, drawings } })
  return checked.ok ? [] : checked.problems.map(({ field, message }) => `${field}: ${message}`)
}

describe('drawings of a trial', () => {
  test('are left out of a configuration that has none, so that its digest stays', () => {
    expect(canonicalJson(digits)).not.toContain('drawings')
  })

  test('join the training part alone, as often as they count', () => {
    const checked = validateExperiment({ ...digits, data: { source: 'mnist', drawings: { digest, count: 40, weight: 5 } } })
    if (!checked.ok) throw new Error(checked.problems[0]?.message)
    const shape = dataShape(checked.value.data)
    expect(shape).toMatchObject({ samples: 60_000, testSamples: 10_000, addedSamples: 200 })
    expect(partSizes(shape, { kind: 'test' })).toEqual({ training: 60_200, validation: 10_000 })
    expect(partSizes(shape, { kind: 'holdout', fraction: 0.1, stratified: true })).toEqual({ training: 54_200, validation: 6000 })
  })

  test('count once unless a weight is given', () => {
    const checked = validateExperiment({ ...digits, data: { source: 'mnist', drawings: { digest, count: 40 } } })
    expect(checked).toMatchObject({ ok: true, value: { data: { drawings: { weight: 1 } } } })
  })

  test.each([
    [
      { digest: 'kept', count: 4 },
      'data.drawings.digest: Digest takes the SHA-256 of a set of kept drawings, 64 hexadecimal digits: "lab drawings set" prints it',
    ],
    [{ digest, count: 0 }, 'data.drawings.count: Drawings takes a whole number from 1 to 10000'],
    [{ digest, count: 4, weight: 0.5 }, 'data.drawings.weight: Weight takes a whole number from 1 to 1000'],
    [{ digest, count: 4, weight: -1 }, 'data.drawings.weight: Weight takes a whole number from 1 to 1000'],
    [{ digest, count: 10_000, weight: 1000 }, 'data.drawings.weight: 10000 drawings, 1000 times each, are 10000000 samples; at most 1000000 are allowed'],
    [null, 'data.drawings: Drawings take an object such as'],
  ])('%j is refused', (drawings, message) => {
    expect(problems(drawings).join('\n')).toContain(message)
  })

  test('do not go with other data', () => {
    const checked = validateExperiment({ ...digits, data: { source: 'fashion_mnist', drawings: { digest, count: 4 } } })
    expect(checked).toMatchObject({ ok: false, problems: [{ field: 'data.drawings', message: 'There is no field "drawings" here' }] })
  })
})
