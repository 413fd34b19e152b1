import { describe, expect, test } from 'vitest'
import { compareCharts } from '../../../../src/charts/compare/charts'
import { checkSize, drawingSize, exportPixels, exportPresets } from '../../../../src/charts/compare/export-size'
import { curveFigure, panelFigure } from '../../../../src/charts/compare/figure'
import { figureCsv, figureJson } from '../../../../src/charts/compare/figure-data'
import { boxPanel } from '../../../../src/charts/compare/finals'
import { newComparison } from '../../../../src/charts/compare/state'
import { visibleText } from '../../../../src/charts/visible-text'
import { recordedGroups } from './recorded'

/** "right-to-left override", which would turn what follows it. */
const turned = '\u202e'

describe('sizes', () => {
  test('presets in pixels: slide is 1920 x 1080, paper 85 x 60 mm at 600 dpi', () => {
    expect(exportPixels(exportPresets.slide)).toEqual({ width: 1920, height: 1080 })
    // 85 / 25.4 * 600 = 2007.9 and 60 / 25.4 * 600 = 1417.3.
    expect(exportPixels(exportPresets.paper)).toEqual({ width: 2008, height: 1417 })
    // Type of 7.5 pt is 10 layout pixels of 1/96 inch.
    expect(drawingSize(exportPresets.paper)).toMatchObject({ fontSize: 10, pixelRatio: 6.25, dpi: 600, exact: true })
  })

  test('what cannot be drawn is said field by field', () => {
    const size = exportPresets.paper
    expect(checkSize(size)).toEqual([])
    expect(checkSize({ ...size, dpi: 10, width: 5 }).map(({ field }) => field)).toEqual(['width', 'dpi'])
    expect(checkSize({ ...size, dpi: 601 })[0]!.message).toBe('The resolution is 601 dpi. It takes 72 to 600 dpi.')
    expect(checkSize({ ...size, width: 1000, height: 1000 })[0]).toMatchObject({ field: 'dpi', message: expect.stringContaining('558 million pixels') })
  })
})

describe('a figure', () => {
  const data = recordedGroups({
    [`=cmd|' /C calc'!A0`]: [[{ trainLoss: 2 }, { trainLoss: 1 }]],
    [`<b>${turned}evil`]: [[{ trainLoss: 3 }, { trainLoss: null }]],
  })
  const charts = compareCharts({ ...newComparison(), part: 'train' }, data)
  const figure = curveFigure(charts, { title: `Ti${turned}tle`, caption: '' }, { markers: true })

  test('holds legend, axis titles and words, whose steering marks are visible', () => {
    expect(figure.title).toBe('Ti\ufffdtle')
    expect(figure.legend.map(({ label }) => label)).toEqual([`=cmd|' /C calc'!A0`, '<b>\ufffdevil'])
    expect(figure.rows[0]![0]).toMatchObject({ kind: 'curves', xTitle: 'Epoch', yTitle: 'Training loss', markers: true })
  })

  test('as CSV has a line a point, and no formula that a spreadsheet would run', () => {
    expect(figureCsv(figure).split('\r\n')).toEqual([
      'chart,curve,kind,seed,x,value,low,high,n',
      `Training loss,'=cmd|' /C calc'!A0,line,,0,2,,,`,
      `Training loss,'=cmd|' /C calc'!A0,line,,1,1,,,`,
      'Training loss,<b>\ufffdevil,line,,0,3,,,',
      '',
    ])
  })

  test('as JSON has its words, its numbers and what it was made from', () => {
    const parsed: unknown = JSON.parse(figureJson(figure, { format: 'mine' }))
    expect(parsed).toMatchObject({ title: 'Ti\ufffdtle', metadata: { format: 'mine' }, charts: [{ series: [{ points: [{ x: 0, y: 2 }, { x: 1, y: 1 }] }, {}] }] }) // prettier-ignore
  })

  test('small multiples stand in rows of three at most, evenly', () => {
    const many = recordedGroups(Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`g${i}`, [[{ trainLoss: i + 1 }]]])))
    const spec = curveFigure(compareCharts({ ...newComparison(), part: 'train', layout: 'side' }, many), { title: '', caption: '' }, { markers: true })
    expect(spec.rows.map((row) => row.map(({ title }) => title))).toEqual([['g0', 'g1', 'g2'], ['g3', 'g4', 'g5'], ['g6']]) // prettier-ignore
  })

  test('of very many curves the legend names the first and counts the rest; the numbers hold all', () => {
    const many = recordedGroups(Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`g${i}`, [[{ trainLoss: i + 1 }]]])))
    const spec = curveFigure(compareCharts({ ...newComparison(), part: 'train' }, many), { title: '', caption: '' }, { markers: true })
    expect(spec.legend.length).toBe(61)
    expect(spec.legend.at(-1)).toEqual({ label: 'and 10 more', slot: null, n: null })
    expect(figureCsv(spec).split('\r\n').length).toBe(72)
  })

  test('of scores has a line a trial', () => {
    const box = { label: '-1', slot: 1, beside: false, values: [{ seed: 3, value: 0.5 }], quartiles: null, diverged: 0, missing: 0 }
    const spec = panelFigure(boxPanel([box], { title: '', yTitle: 'Setting', xTitle: 'Accuracy' }), { title: '', caption: '' }, '')
    expect(figureCsv(spec).split('\r\n')[1]).toBe(",'-1,trial,3,,0.5,,,")
  })
})

test('a megabyte of words is cut before it is drawn', () => {
  expect([...visibleText('a'.repeat(1e6))].length).toBe(600)
  expect(visibleText('a\u0000b\nc')).toBe('a\ufffdb\nc')
})
