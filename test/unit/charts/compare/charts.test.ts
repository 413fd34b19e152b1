import { describe, expect, test } from 'vitest'
import { chosenMeasures, chosenPart, compareCharts, missingMeasures } from '../../../../src/charts/compare/charts'
import { newComparison, type ComparisonState } from '../../../../src/charts/compare/state'
import { recordedGroups } from './recorded'

const losses = (...values: (number | null)[]) => values.map((trainLoss) => ({ trainLoss }))
const draw = (data: ReturnType<typeof recordedGroups>, changes: Partial<ComparisonState>) => compareCharts({ ...newComparison(), ...changes }, data)

describe('what is drawn', () => {
  test('validation where every run has it, accuracy where any has it', () => {
    const both = recordedGroups({ a: [[{ trainLoss: 1, loss: 2, accuracy: 0.5 }]], b: [[{ trainLoss: 1, loss: 3 }]] })
    expect(chosenPart('auto', both.groups)).toBe('validation')
    expect(chosenMeasures([], both.groups)).toEqual(['loss', 'accuracy'])
    const one = recordedGroups({ a: [[{ trainLoss: 1, loss: 2 }]], b: [[{ trainLoss: 1 }]] })
    expect(chosenPart('auto', one.groups)).toBe('train')
    expect(chosenMeasures([], one.groups)).toEqual(['loss'])
  })

  test('a single trial is a line, four are a band of interquartile mean and quartiles', () => {
    const data = recordedGroups({ one: [losses(4, 1)], four: [losses(1), losses(2), losses(3), losses(4)] })
    const [{ series, yTitle, xTitle }] = draw(data, { part: 'train' }) as [ReturnType<typeof draw>[number]]
    expect([yTitle, xTitle]).toEqual(['Training loss', 'Epoch'])
    expect(series).toEqual([
      { kind: 'line', label: 'one', slot: 1, points: [{ x: 0, y: 4 }, { x: 1, y: 1 }] },
      // The middle half of 1 2 3 4 is 2 and 3; quartiles of type 7 at 1.75 and 3.25.
      { kind: 'band', label: 'four', slot: 2, n: 4, points: [{ x: 0, y: 2.5, low: 1.75, high: 3.25 }] },
    ]) // prettier-ignore
  })

  test('median, mean and deviation, lowest and highest by choice', () => {
    const data = recordedGroups({ four: [losses(1), losses(2), losses(3), losses(10)] })
    const point = (changes: Partial<ComparisonState>) => draw(data, { part: 'train', ...changes })[0]!.series[0]!.points[0]
    expect(point({ centre: 'median', span: 'range' })).toEqual({ x: 0, y: 2.5, low: 1, high: 10 })
    // Mean 4, squared deviations 9 + 4 + 1 + 36 = 50 over 3.
    expect(point({ centre: 'mean', span: 'deviation' })).toEqual({ x: 0, y: 4, low: 4 - Math.sqrt(50 / 3), high: 4 + Math.sqrt(50 / 3) })
  })

  test('the bootstrap interval holds the centre and is the same again', () => {
    const data = recordedGroups({ five: [3, 1, 2, 5, 4].map((loss) => losses(loss)) })
    const point = () => draw(data, { part: 'train', span: 'interval' })[0]!.series[0]!.points[0] as { y: number; low: number; high: number }
    expect(point()).toEqual(point())
    expect(point().low).toBeLessThan(point().y)
    expect(point().high).toBeGreaterThan(point().y)
  })

  test('single trials lie under the band on demand; the raw line stays under a smoothed one', () => {
    const data = recordedGroups({ four: [losses(1, 2), losses(2, 3), losses(3, 4), losses(4, 5)], one: [losses(4, 8)] })
    const kinds = (changes: Partial<ComparisonState>) =>
      draw(data, { part: 'train', ...changes })[0]!.series.map((one) => (one.kind === 'line' ? (one.emphasis ?? 'main') : 'band'))
    expect(kinds({ showTrials: true })).toEqual(['trial', 'trial', 'trial', 'trial', 'band', 'main'])
    expect(kinds({ smoothing: { kind: 'ema', weight: 0.5 } })).toEqual(['trial', 'band', 'trial', 'main'])
    const smoothed = draw(data, { part: 'train', smoothing: { kind: 'ema', weight: 0.5 } })[0]!.series.at(-1)
    expect(smoothed?.points[1]?.y).toBeCloseTo((0.5 * 2 + 0.5 * 8) / 0.75, 12)
  })

  test('a sketch is drawn as a line until the values have come, never smoothed, and never as a band', () => {
    const { groups } = recordedGroups({ one: [losses(4, 1)], two: [losses(1), losses(2)] })
    const sketches = { trainLoss: { epochs: Float64Array.of(0, 9), values: Float64Array.of(4, 1) } }
    const data = { groups, curvesOf: () => ({ epochs: new Float64Array(0), columns: {}, sketches }) }
    const [{ series }] = draw(data, { part: 'train', smoothing: { kind: 'ema', weight: 0.5 } }) as [ReturnType<typeof draw>[number]]
    expect(series).toEqual([{ kind: 'line', label: 'one', slot: 1, points: [{ x: 0, y: 4 }, { x: 9, y: 1 }] }]) // prettier-ignore
  })

  test('training lies thinly beside validation where both are asked for', () => {
    const data = recordedGroups({ a: [[{ trainLoss: 1, loss: 2 }]] })
    expect(draw(data, { part: 'both' })[0]!.series).toMatchObject([
      { label: 'a, training', emphasis: 'secondary', points: [{ y: 1 }] },
      { label: 'a', points: [{ y: 2 }] },
    ])
  })

  test('gaps, learning rate and seconds', () => {
    const data = recordedGroups({ a: [[{ trainLoss: 1, loss: 3, trainAccuracy: 0.9, accuracy: 0.75 }, { trainLoss: 1, loss: 1, seconds: 2 }]] }) // prettier-ignore
    const points = (measure: ComparisonState['measures'][number]) => draw(data, { measures: [measure] })[0]!.series.flatMap((one) => one.points)
    expect(points('lossGap')).toEqual([{ x: 0, y: 2 }, { x: 1, y: 0 }]) // prettier-ignore
    expect(points('accuracyGap')[0]!.y).toBeCloseTo(0.15, 12)
    expect(points('learningRate').map(({ y }) => y)).toEqual([0.1, 0.1])
    expect(points('seconds')).toEqual([{ x: 1, y: 2 }])
  })

  test('by seconds a band stands where the median trial had finished its epoch', () => {
    const trial = (seconds: number) => [{ trainLoss: 2 }, { trainLoss: 1, seconds }]
    const data = recordedGroups({ a: [trial(1), trial(2), trial(3), trial(10)] })
    expect(draw(data, { x: 'seconds', part: 'train' })[0]!.series[0]!.points.map(({ x }) => x)).toEqual([0, 2.5])
  })
})

describe('small multiples', () => {
  const data = recordedGroups({ low: [losses(1, 2)], high: [losses(10, 30, 20)] })

  test('share their axes unless they are freed', () => {
    const shared = draw(data, { part: 'train', layout: 'side' })
    expect(shared.map(({ facet }) => facet?.label)).toEqual(['low', 'high'])
    for (const chart of shared) expect(chart).toMatchObject({ yMin: 0, yMax: 30, xMax: 2 })
    const [free] = draw(data, { part: 'train', layout: 'side', sharedAxes: false })
    expect(free).not.toHaveProperty('yMax')
  })

  test('a hidden curve has none, an isolated one is alone', () => {
    expect(draw(data, { layout: 'side', part: 'train', hidden: ['low'] }).map(({ id }) => id)).toEqual(['loss high'])
    expect(draw(data, { layout: 'side', part: 'train', hidden: ['low'], isolated: 'low' }).map(({ id }) => id)).toEqual(['loss low'])
  })
})

describe('axes', () => {
  test('a zoom bounds every chart, and only measures above zero take a logarithm', () => {
    const data = recordedGroups({ a: [[{ trainLoss: 1, trainAccuracy: 0.5 }, { trainLoss: 2, trainAccuracy: 0.6 }]] }) // prettier-ignore
    const charts = draw(data, { part: 'train', zoom: { from: 0.5, to: 1 }, logY: true })
    expect(charts.map(({ measure, logY, xMin, xMax }) => [measure, logY, xMin, xMax])).toEqual([
      ['loss', true, 0.5, 1],
      ['accuracy', false, 0.5, 1],
    ])
  })

  test('clipped outliers leave a spike out of the axis', () => {
    const values = Array.from({ length: 200 }, (_, i) => (i === 50 ? 1000 : 1 + (i % 10) / 10))
    const [chart] = draw(recordedGroups({ a: [losses(...values)] }), { part: 'train', clip: 'outliers' })
    expect(chart).toMatchObject({ yMin: 1, yMax: 2 })
  })
})

test('runs of different kinds: what is missing is named', () => {
  const data = recordedGroups({ digits: [[{ trainLoss: 1, trainAccuracy: 0.5 }]], line: [losses(1)], waiting: [[]] })
  expect(missingMeasures({ ...newComparison(), part: 'train' }, data)).toEqual([{ measure: 'accuracy', part: 'train', labels: ['line'], all: false }])
  expect(missingMeasures({ ...newComparison(), measures: ['lossGap'] }, data)).toMatchObject([{ measure: 'lossGap', labels: ['digits', 'line'], all: true }])
})
