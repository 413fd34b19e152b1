import { describe, expect, it } from 'vitest'
import { measurementText, sensitivities } from '../../../src/report/judge'
import { curve, evidenceOf, missingTrial, recordFigure } from './recordings'

const finals: Readonly<Record<string, number>> = { 'sum, SGD': 0.974, 'sum, SGD with momentum': 0.972, 'sum, Adam': 0.976 }
const figure8 = recordFigure(8, {
  trial: ({ setting, index, epochs }) => ({ validationAccuracy: curve(epochs, () => (finals[setting.label] ?? 0.8) + 0.0001 * (index % 3)) }),
})

describe('sensitivities', () => {
  it('stand beside figures 3 and 8, also before there is data', () => {
    const notes = sensitivities(evidenceOf([]))
    expect(notes.map(({ figure, measurements }) => [figure, measurements])).toEqual([
      [3, []],
      [8, []],
    ])
    expect(notes[0]?.note).toContain('margin')
    expect(notes[1]?.note).toContain('sum')
  })

  it('measure the optimizers with the sum', () => {
    const [, ofOptimizers] = sensitivities(evidenceOf([figure8]))
    expect(ofOptimizers?.measurements.map((measurement) => [measurement.name, measurementText(measurement)])).toEqual([
      ['Final accuracy, Adam (sum)', '0.976 [0.976, 0.976], n = 15'],
      ['Final accuracy, SGD with momentum (sum)', '0.972 [0.972, 0.972], n = 15'],
      ['Final accuracy, SGD (sum)', '0.974 [0.974, 0.974], n = 15'],
      ['Final accuracy, Adam (sum) − SGD with momentum (sum)', '+0.40 points [+0.40, +0.40], n = 15'],
      ['Final accuracy, SGD with momentum (sum) − SGD (sum)', '−0.20 points [−0.20, −0.20], n = 15'],
    ])
  })

  it('leave out what is not recorded', () => {
    const only = recordFigure(8, { trial: ({ setting }) => (setting.label === 'sum, SGD' ? {} : missingTrial) })
    expect(sensitivities(evidenceOf([only]))[1]?.measurements.map(({ name }) => name)).toEqual(['Final accuracy, SGD (sum)'])
  })

  it('count the trials that XOR leaves unsolved', () => {
    const figure3 = recordFigure(3, { trial: ({ index, epochs }) => ({ trainAccuracy: curve(epochs, () => (index < 8 ? 0.97 : 0.98)) }) })
    const [measurement] = sensitivities(evidenceOf([figure3]))[0]?.measurements ?? []
    expect(measurement).toMatchObject({ value: 0.08, n: 100, unit: 'share' })
    // 8 of 100, give or take 1.96 sqrt(0.08 x 0.92 / 100) = 0.053.
    expect(measurement?.interval?.low).toBeCloseTo(0.03, 1)
    expect(measurement?.interval?.high).toBeCloseTo(0.13, 1)
  })
})
