import { expect, test } from 'vitest'
import { describeCurves } from '../../../src/charts/describe'
import { figureChart, figurePixels, figureSizes, legendOf } from '../../../src/charts/figure'
import { layoutFigure, wrap, type FigureWords } from '../../../src/charts/figure-layout'
import { fitName, fitText } from '../../../src/charts/fit-text'
import { pushApart } from '../../../src/charts/plugins/end-labels'
import type { CurveSeries } from '../../../src/charts/series'
import { chartThemes } from '../../../src/charts/theme'

/** A font whose letters are half as wide as it is high. */
const measure = (text: string, size: number) => [...text].length * size * 0.5
const letters = (text: string) => [...text].length

const series: CurveSeries[] = [
  { kind: 'line', label: 'SGD', slot: 1, points: [{ x: 0, y: 4 }, { x: 1, y: null }, { x: 2, y: 1 }, { x: 3, y: 2 }] },
  { kind: 'band', label: 'Adam', slot: 2, n: 15, points: [{ x: 0, y: 3, low: 2, high: 5 }] },
  { kind: 'line', label: 'seed 1', slot: 2, emphasis: 'trial', points: [{ x: 0, y: 3 }] },
] // prettier-ignore

test('sizes of the files', () => {
  expect(figurePixels(figureSizes.screen)).toEqual({ width: 2400, height: 1500 })
  expect(figurePixels(figureSizes.slide)).toEqual({ width: 1920, height: 1080 })
  expect(figurePixels(figureSizes.paper)).toEqual({ width: 2000, height: 1300 })
})

test('the legend names each curve once, with n', () => {
  expect(legendOf(series)).toEqual([
    { label: 'SGD', slot: 1, n: null },
    { label: 'Adam', slot: 2, n: 15 },
  ])
})

test('title above legend above plot above caption, all inside the frame', () => {
  const words: FigureWords = { title: 'Optimizers', legend: legendOf(series), caption: 'IQM over 15 trials, band Q1 to Q3.' }
  const layout = layoutFigure(words, { width: 400, height: 300, fontSize: 10 }, measure)
  expect(layout.title.map((line) => line.text)).toEqual(['Optimizers'])
  expect(layout.legend.map((key) => key.text)).toEqual(['SGD', 'Adam (n=15)'])
  expect(layout.legend[1]!.keyX).toBeGreaterThan(layout.legend[0]!.x + measure('SGD', 10))
  expect(layout.title[0]!.y).toBeLessThan(layout.legend[0]!.y)
  expect(layout.legend[0]!.y).toBeLessThan(layout.padding.top)
  expect(300 - layout.padding.bottom).toBeLessThan(layout.caption[0]!.y)
  expect(layout.caption[0]!.y).toBeLessThan(300)
})

test('legend keys go on in a new row where they do not fit', () => {
  const legend = Array.from({ length: 4 }, (_, i) => ({ label: 'a long name of a run', slot: i + 1, n: null }))
  // A key takes 31 + 20 * 5 = 131 of 376 pixels and 16 between two: two a row.
  const { legend: keys } = layoutFigure({ title: '', legend, caption: '' }, { width: 400, height: 300, fontSize: 10 }, measure)
  expect(keys.map((key) => key.keyX)).toEqual([12, 159, 12, 159])
  expect(keys[2]!.y - keys[0]!.y).toBeCloseTo(16, 10)
})

test('a long legend is set smaller, and what is still too much is counted, so that the plot keeps its room', () => {
  const legend = (count: number) => Array.from({ length: count }, (_, i) => ({ label: 'a long name of a run', slot: (i % 10) + 1, n: null }))
  const frame = { width: 400, height: 300, fontSize: 10 }
  // Two a row of 16 pixels, of which six fit 30 % of the height: 13 keys need smaller type.
  const some = layoutFigure({ title: '', legend: legend(13), caption: '' }, frame, measure)
  expect([some.legend.length, some.legendScale]).toEqual([13, 0.85])
  const many = layoutFigure({ title: '', legend: legend(60), caption: '' }, frame, measure)
  expect(many.legendScale).toBe(0.7)
  expect(many.legend.at(-1)).toMatchObject({ text: `+ ${61 - many.legend.length}`, slot: null })
  expect(many.padding.top).toBeLessThan(150)
})

test('words wrap, and what is too much ends in an ellipsis', () => {
  expect(wrap('one two three', 7, letters, 2)).toEqual(['one two', 'three'])
  expect(wrap('one two three four', 7, letters, 2)).toEqual(['one two', 'three…'])
  expect(wrap('', 7, letters, 2)).toEqual([])
  expect(fitText('abcdef', 4, letters)).toBe('abc…')
  expect(fitText('abcd', 4, letters)).toBe('abcd')
  expect(fitName('spirals, rate 0.1, seed 3', 16, letters)).toBe('spira….1, seed 3')
  expect(['abcd', 'abcdef', 'abcdef'].map((name, i) => fitName(name, [4, 4, 1][i]!, letters))).toEqual(['abcd', 'a…ef', '…'])
})

test('a figure follows no pointer and paints its words before the data', () => {
  const figure = figureChart({
    chart: { series, theme: chartThemes.light, xTitle: 'Epoch', yTitle: 'Loss' },
    title: 'Optimizers',
    caption: '',
    size: figureSizes.paper,
  })
  expect(figure.options).toMatchObject({ responsive: false, devicePixelRatio: 6.25, events: [], plugins: { yTitle: { text: 'Loss' } } })
  expect(figure.plugins?.map((plugin) => plugin.id)).toEqual(['figureText', 'yTitle', 'plainCurves'])
})

test('names at the line ends keep their order and their distance', () => {
  const label = (y: number) => ({ label: String(y), slot: 1, y })
  expect(pushApart([label(50), label(10), label(12)], 13, 0, 100).map((one) => one.y)).toEqual([10, 23, 50])
  // At the bottom there is no room below, so the upper ones move up.
  expect(pushApart([label(96), label(98), label(100)], 13, 0, 100).map((one) => one.y)).toEqual([74, 87, 100])
})

test('the description says where curves begin, end and turn, and gives every number', () => {
  const { summary, facts, table } = describeCurves({ series, xTitle: 'Epoch', yTitle: 'Loss' })
  expect(summary).toBe(
    'Loss by epoch, 2 curves. SGD: from 4 at epoch 0 to 2 at epoch 3; lowest 1 at epoch 2, highest 4 at epoch 0. 1 value is missing. ' +
      'Adam over 15 trials: 3 at epoch 0.',
  )
  expect(facts[0]).toMatchObject({ last: { x: 3, y: 2 }, lowest: { x: 2, y: 1 }, highest: { x: 0, y: 4 }, gaps: 1 })
  expect(table.columns).toEqual(['Epoch', 'SGD', 'Adam', 'Adam, Q1', 'Adam, Q3'])
  expect(table.rows).toEqual([
    [0, 4, 3, 2, 5],
    [1, null, null, null, null],
    [2, 1, null, null, null],
    [3, 2, null, null, null],
  ])
})

test('a chart without data says so', () => {
  expect(describeCurves({ series: [], xTitle: 'Epoch', yTitle: 'Loss' }).summary).toBe('Loss: nothing is recorded yet.')
})
