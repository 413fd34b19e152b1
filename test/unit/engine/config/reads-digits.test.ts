import { describe, expect, it } from 'vitest'
import { findPreset } from '../../../../src/engine/config/presets'
import { digitMisfit, shapeMisfit } from '../../../../src/engine/config/reads-digits'
import { baseTrial } from '../../../../src/engine/config/trials'
import type { TrialConfig } from '../../../../src/engine/config/experiment'

const config = (preset: 'fig1' | 'fig3' | 'fig4', data?: Partial<TrialConfig['data']>) => {
  const trial = baseTrial(findPreset(preset)!.config)
  return { ...trial, data: { ...trial.data, ...data } as TrialConfig['data'] }
}

describe('digitMisfit', () => {
  it('is null for what learnt digits', () => {
    expect(digitMisfit(config('fig4'))).toBeNull()
  })

  it.each([
    ['numbers', config('fig1'), '(line) predicts numbers: only a run that tells classes apart can read digits'],
    [
      'two features',
      config('fig3'),
      'takes 2 inputs, but a drawing becomes an image of 28 x 28, which makes 784: choose a run that was trained on such images',
    ],
    ['clothes', config('fig4', { source: 'fashion_mnist' }), 'learnt fashion_mnist, not digits: choose a run that was trained on mnist'],
  ])('says why in words: %s', (_, trial, words) => {
    expect(digitMisfit(trial)).toBe(words)
  })
})

describe('shapeMisfit', () => {
  const digits = { task: 'classification', inputs: 784, outputs: 10 } as const

  it.each([
    ['a digit network', digits, null],
    ['seven classes', { ...digits, outputs: 7 }, 'tells 7 classes apart, but there are ten digits: choose a run that was trained on mnist'],
    ['one pixel more', { ...digits, inputs: 785 }, 'takes 785 inputs, but a drawing becomes an image of 28 x 28, which makes 784: choose a run that was trained on such images'], // prettier-ignore
    ['ten numbers', { ...digits, task: 'regression' }, '(any) predicts numbers: only a run that tells classes apart can read digits'],
  ] as const)('%s', (_, shape, words) => {
    expect(shapeMisfit('any', shape)).toBe(words)
  })
})
