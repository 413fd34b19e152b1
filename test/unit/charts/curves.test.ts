import { Chart } from 'chart.js'
import { expect, test } from 'vitest'
import { curveChart, type CurveChartOptions } from '../../../src/charts/curves'
import { createHover } from '../../../src/charts/hover'
import { registerCharts } from '../../../src/charts/register'
import type { BandSeries, LineSeries } from '../../../src/charts/series'
import { valueAt } from '../../../src/charts/series'
import { chartThemes } from '../../../src/charts/theme'
import { loadCanvases } from '../../../src/cli/png/canvas'

const line = (points: LineSeries['points'], extra: Partial<LineSeries> = {}): LineSeries => ({ kind: 'line', label: 'Adam', slot: 1, points, ...extra })
const band: BandSeries = {
  kind: 'band',
  label: 'ReLU',
  slot: 2,
  n: 3,
  points: [
    { x: 0, y: 2, low: 1, high: 4 },
    { x: 1, y: 1, low: 0.5, high: 2 },
  ],
}
const chart = (options: Partial<CurveChartOptions>) => curveChart({ series: [], theme: chartThemes.light, xTitle: 'Epoch', yTitle: 'Loss', ...options })
const data = (options: Partial<CurveChartOptions>) => chart(options).data.datasets.map((dataset) => dataset.data)

test('a curve goes on over epochs that were not evaluated', () => {
  const points = [{ x: 0, y: 0.9 }, { x: 3, y: 0.5 }] // prettier-ignore
  expect(data({ series: [line(points)] })).toEqual([points])
  // Halfway between, on the line.
  expect(valueAt(points, 1.5)).toBeCloseTo(0.7, 12)
})

test('a line has its slot in colour and dash, and lifts the pen in a gap', () => {
  const points = [{ x: 0, y: 1 }, { x: 1, y: null }, { x: 2, y: 3 }] // prettier-ignore
  const [dataset] = chart({ series: [line(points, { slot: 2 })] }).data.datasets
  expect(dataset).toMatchObject({ label: 'Adam', borderColor: '#C5820Dff', borderWidth: 2, borderDash: [7, 3] })
  expect(dataset!.data).toEqual([{ x: 0, y: 1 }, { x: 1, y: Number.NaN }, { x: 2, y: 3 }]) // prettier-ignore
})

test('in the dark a run keeps its slot, not its colour', () => {
  const [dataset] = chart({ series: [line([{ x: 0, y: 1 }], { slot: 2 })], theme: chartThemes.dark }).data.datasets
  expect(dataset).toMatchObject({ borderColor: '#F18D08ff', borderDash: [7, 3] })
})

test('a band is drawn first, from the upper bound to the lower, under its centre', () => {
  const datasets = chart({ series: [line([{ x: 0, y: 9 }]), band] }).data.datasets
  expect(datasets.map((dataset) => dataset.data)).toEqual([
    [{ x: 0, y: 4 }, { x: 1, y: 2 }],
    [{ x: 0, y: 1 }, { x: 1, y: 0.5 }],
    [{ x: 0, y: 9 }],
    [{ x: 0, y: 2 }, { x: 1, y: 1 }],
  ]) // prettier-ignore
  expect(datasets[0]).toMatchObject({ fill: '+1', backgroundColor: '#C5820D2e', borderWidth: 0 })
  expect(datasets.map((dataset) => dataset.curve?.label)).toEqual([undefined, undefined, 'Adam', 'ReLU'])
})

test('single trials are hairlines without a name, secondary curves are thinner', () => {
  const points = [{ x: 0, y: 1 }, { x: 1, y: 2 }] // prettier-ignore
  const [trial, secondary] = chart({ series: [line(points, { emphasis: 'secondary' }), line(points, { emphasis: 'trial' })] }).data.datasets
  expect(trial).toMatchObject({ borderWidth: 0.75, borderColor: '#3C64C954' })
  expect(trial!.curve).toBeUndefined()
  expect(secondary).toMatchObject({ borderWidth: 1.2, curve: { label: 'Adam' } })
})

test('a run of one epoch shows as a point', () => {
  expect(chart({ series: [line([{ x: 0, y: 1 }])] }).data.datasets[0]).toMatchObject({ pointRadius: [2.5] })
  expect(chart({ series: [line([{ x: 0, y: 1 }, { x: 1, y: 1 }])] }).data.datasets[0]).toMatchObject({ pointRadius: 0 }) // prettier-ignore
})

test('logarithmic axes leave out what they cannot show', () => {
  const points = [{ x: 0, y: 1 }, { x: 1, y: 0.5 }, { x: 2, y: 0 }] // prettier-ignore
  expect(data({ series: [line(points)], logY: true })).toEqual([[{ x: 0, y: 1 }, { x: 1, y: 0.5 }, { x: 2, y: Number.NaN }]]) // prettier-ignore
  expect(data({ series: [line(points)], logX: true })).toEqual([[{ x: 1, y: 0.5 }, { x: 2, y: 0 }]]) // prettier-ignore
  expect(chart({ series: [line(points)], logX: true, logY: true }).options?.scales).toMatchObject({
    x: { type: 'logarithmic', min: 1, max: 2 },
    y: { type: 'logarithmic' },
  })
})

test('a long curve is thinned before it reaches the canvas', () => {
  const points = Array.from({ length: 100_000 }, (_, x) => ({ x, y: x === 51_234 ? 7 : 1 / (x + 1) }))
  const [drawn] = data({ series: [line(points)] })
  expect(drawn!.length).toBeLessThanOrEqual(1000)
  expect(drawn).toContainEqual({ x: 51_234, y: 7 })
})

test('the x axis ends with the data, and the pointer is followed only where it is shared', () => {
  const series = [line([{ x: 0, y: 1 }, { x: 50, y: 2 }])] // prettier-ignore
  expect(chart({ series }).options?.scales?.['x']).toMatchObject({ min: 0, max: 50, title: { text: 'Epoch', align: 'end' } })
  expect(chart({ series }).options?.events).toEqual([])
  const hovered = chart({ series, hover: createHover() })
  expect(hovered.options?.events).toEqual(['mousemove', 'mouseout'])
  expect(hovered.plugins?.map((plugin) => plugin.id)).toEqual(['yTitle', 'plainCurves', 'endLabels', 'crosshair'])
})

test('a shared pointer tells its listeners once a change', () => {
  const hover = createHover()
  const heard: (number | null)[] = []
  const end = hover.subscribe((value) => heard.push(value))
  hover.set(3)
  hover.set(3)
  hover.set(null)
  end()
  hover.set(4)
  expect(heard).toEqual([3, null])
  expect(hover.value).toBe(4)
})

test('the value under the pointer lies on the line between its neighbours, and nowhere in a gap', () => {
  const points = [{ x: 0, y: 1 }, { x: 2, y: 3 }, { x: 3, y: null }, { x: 4, y: 5 }] // prettier-ignore
  expect([0, 0.5, 2, 2.5, 3, 3.5, 4, 5].map((x) => valueAt(points, x))).toEqual([1, 1.5, 3, null, null, null, 5, null])
})

test('no band and no single trial lies on a main line: Chart.js draws the lowest order last', () => {
  const trial = line([{ x: 0, y: 1 }], { emphasis: 'trial' })
  const { datasets } = chart({ series: [line([{ x: 0, y: 1 }]), trial, band] }).data
  const order = (label: string | undefined, borderWidth: unknown) =>
    datasets.filter((dataset) => dataset.label === label && (borderWidth === undefined || dataset.borderWidth === borderWidth)).map((dataset) => dataset.order)
  expect([order('Adam', undefined), order('ReLU', undefined)]).toEqual([[0], [0]])
  expect(order(undefined, 0.75)).toEqual([2])
  expect(order(undefined, 0)).toEqual([3, 3])
})

test('given ticks are all there is, and the axis begins and ends with them', () => {
  const scale = chart({ series: [band], logY: true, yTicks: [0.5, 1, 2, 5] }).options?.scales?.['y']
  expect(scale).toMatchObject({ min: 0.5, max: 5, ticks: { autoSkip: false } })
})

test('of more curves than sixty one dataset stands, drawn plain; no spike is lost, and the axis has room for it', () => {
  const many = Array.from({ length: 61 }, (_, k) =>
    line(
      Array.from({ length: 1000 }, (_none, x) => ({ x, y: k === 5 && x === 777 ? 50 : 1 })),
      { slot: 3 },
    ),
  )
  const [dataset, ...others] = chart({ series: many, limit: 200 }).data.datasets
  expect(others).toEqual([])
  expect(dataset?.data).toEqual([{ x: 0, y: 1 }, { x: 999, y: 50 }]) // prettier-ignore
  expect(dataset?.plain?.length).toBe(61)
  const { x, y } = dataset!.plain![5]!.points
  expect(y[x.indexOf(777)]).toBe(50)
  expect(x.length).toBeLessThanOrEqual(200)
  expect(dataset?.plain?.[0]).toMatchObject({ colour: '#2F611Aff', width: 1, low: null })
})

test('of many single trials under few curves only the trials are plain; bands keep their area', () => {
  const trials = Array.from({ length: 60 }, () => line([{ x: 0, y: 0 }, { x: 1, y: 2 }], { emphasis: 'trial' })) // prettier-ignore
  expect(chart({ series: [...trials, band] }).data.datasets.map(({ plain, curve }) => plain?.length ?? curve?.label)).toEqual([
    undefined,
    undefined,
    60,
    'ReLU',
  ])
  const bands = Array.from({ length: 61 }, () => band)
  const plain = chart({ series: bands, logY: true }).data.datasets[0]?.plain
  expect(plain?.length).toBe(122)
  expect(plain?.[0]).toMatchObject({ points: { x: Float64Array.of(0, 1), y: Float64Array.of(4, 2) }, low: Float64Array.of(1, 0.5) })
})

test('epochs at which something happened are marked; a chart that gets a mark later has what draws it from the beginning', () => {
  const marks = [{ x: 3, text: 'rate 0.1' }]
  const plugins = (options: Partial<CurveChartOptions>) => chart(options).plugins?.map(({ id }) => id)
  expect(plugins({})).not.toContain('epochMarks')
  expect([plugins({ marks: [] }), plugins({ marks })].map((ids) => ids?.includes('epochMarks'))).toEqual([true, true])
  expect(chart({ marks }).options?.plugins?.epochMarks?.marks).toEqual(marks)
})

test('values that differ by their rounding alone are one value of the axis, others keep their range, however narrow', () => {
  registerCharts()
  const { create, context } = loadCanvases()
  const limitsOf = (...values: number[]) => {
    const config = chart({ series: [line(values.map((y, x) => ({ x, y })))] })
    const shown = new Chart(context(create(300, 200)), { ...config, options: { ...config.options, responsive: false } })
    const { min, max, ticks } = shown.scales['y']!
    shown.destroy()
    return { min, max, texts: ticks.map(({ label }) => label) }
  }
  const equal = limitsOf(0.70209805, 0.70209812)
  expect(new Set(equal.texts).size).toBe(equal.texts.length)
  expect(equal.max - equal.min).toBeGreaterThan(0.01)
  const near = limitsOf(0.702, 0.7021)
  expect(near.max - near.min).toBeLessThan(0.001)
  expect(new Set(near.texts).size).toBe(near.texts.length)
})
