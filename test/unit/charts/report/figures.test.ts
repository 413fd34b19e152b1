import { describe, expect, test } from 'vitest'
import { figureNumbers, type FigureNumber, type RecordedFigure } from '../../../../src/api/report'
import { reportFigureSpec } from '../../../../src/charts/report/figures'
import { layoutReport } from '../../../../src/charts/report/layout'
import type { BoxPanel, CurvePanel, Panel } from '../../../../src/charts/report/spec'
import { curve, divergedTrial, evidenceOf, missingTrial, recordFigure } from '../../report/recordings'

function specOf(recorded: RecordedFigure) {
  return reportFigureSpec(recorded, evidenceOf([recorded]).models.get(recorded.figure) ?? [])
}
const panelsOf = (recorded: RecordedFigure): Panel[] => specOf(recorded).rows.flat()
const curvesOf = (recorded: RecordedFigure) => panelsOf(recorded).filter((panel): panel is CurvePanel => panel.kind === 'curves')
function boxesOf(recorded: RecordedFigure): BoxPanel {
  const boxes = panelsOf(recorded).find((panel): panel is BoxPanel => panel.kind === 'boxes')
  if (!boxes) throw new Error('no boxes')
  return boxes
}
const accuracies = (finals: Record<string, number>) => ({ setting, index, epochs }: { setting: { label: string }; index: number; epochs: number }) => ({
  validationAccuracy: curve(epochs, (epoch) => (epoch === 0 ? 0.1 : (finals[setting.label] ?? 0.97) + index * 1e-4)),
}) // prettier-ignore

describe('every figure', () => {
  test.each([...figureNumbers])('figure %i has a title, panels in order of their letters, axis titles with units, a legend with n and a caption', (figure) => {
    const spec = specOf(recordFigure(figure, { seeds: 5 }))
    expect(spec.title).toMatch(new RegExp(`^Figure ${figure}: \\w`))
    const panels = spec.rows.flat()
    expect(panels.map(({ letter }) => letter).join('')).toBe('abc'.slice(0, panels.length))
    for (const panel of panels)
      if (panel.kind === 'curves') expect(panel.yTitle).toMatch(/\((mean squared error|cross-entropy, nats|share of images)\)$/)
      else if (panel.kind === 'fit' || panel.kind === 'boundary') expect(panel.xTitle + panel.yTitle).toMatch(/\(no unit\).*\(no unit\)/)
      else if (panel.kind === 'boxes') expect(panel.xTitle).toMatch(/^Validation accuracy after epoch 50 \(share of images/)
    expect(spec.legend.length).toBeGreaterThan(0)
    expect(spec.legend.every(({ n }) => n === 5)).toBe(true)
    expect(spec.caption).toMatch(/interquartile mean over trials \(IQM\); bands: first to third quartile/)
    expect(spec.summary.startsWith(`${spec.title}. `)).toBe(true)
  })

  test('captions state the settings; what differs is listed side by side', () => {
    expect(specOf(recordFigure(1)).caption).toContain(
      'Line with noise, 200 samples a trial, drawn from its seed, noise with standard deviation 0.1; network 1-1; PyTorch’s default initial weights; ' +
        'mean squared error; gradient averaged over the batch; SGD, learning rate 0.01; full batch; 1000 epochs; seeds 1 to 100.',
    )
    expect(specOf(recordFigure(6)).caption).toContain('batch size 32 / 64 / 128 / 256 / 512; 50 epochs; validation on the test images; seeds 1 to 15.')
    expect(specOf(recordFigure(7)).caption).toContain('network 784-16-16-10 / 784-32-32-10 / 784-64-64-10 / 784-128-128-10; hidden layers ReLU;')
    expect(specOf(recordFigure(8)).caption).toContain(
      'gradient averaged over the batch / summed over the batch; SGD, learning rate 0.001 / SGD with momentum, ',
    )
  })

  test('a quick look and a full figure of fewer seeds are marked; the full size is not', () => {
    expect(specOf(recordFigure(6)).quickMark).toBe('')
    expect(specOf(recordFigure(6, { variant: 'quick' })).quickMark).toBe('Quick look: 4 of 15 seeds, 5 of 50 epochs')
    expect(specOf(recordFigure(1, { seeds: 7 })).quickMark).toBe('7 of 100 seeds')
  })
})

describe('figures 1 to 3', () => {
  test('loss on a logarithmic axis between round numbers, then median and worst model', () => {
    const recorded = recordFigure(2)
    const [[loss], models] = specOf(recorded).rows as [[CurvePanel], Panel[]]
    // The made-up loss falls from 1.2 to 0.1: ticks go from 0.1 to 2.
    expect([loss.logY, loss.yTicks]).toEqual([true, [0.1, 0.2, 0.5, 1, 2]])
    expect(models.map(({ kind, title }) => [kind, title])).toEqual([['boundary', 'Median model'], ['boundary', 'Worst model']]) // prettier-ignore
    expect(models[0]!.about).toMatch(/^seed 50, final loss 0\.1\d*, accuracy 1\.000 \(0 of 100 wrong\)$/)
  })

  test('both fits share one axis around all samples', () => {
    const fits = panelsOf(recordFigure(1)).filter((panel) => panel.kind === 'fit')
    expect(fits.map(({ title }) => title)).toEqual(['Median model', 'Worst model'])
    expect(fits[0]!.yTicks).toEqual(fits[1]!.yTicks)
    const samples = fits.flatMap(({ evidence }) => [...evidence.y])
    expect(fits[0]!.yTicks[0]).toBeLessThanOrEqual(Math.min(...samples))
    expect(fits[0]!.yTicks.at(-1)).toBeGreaterThanOrEqual(Math.max(...samples))
  })

  test('a panel without its model says so', () => {
    const panels = reportFigureSpec(recordFigure(3), []).rows.flat()
    expect(panels.slice(1).map(({ kind, note }) => [kind, note])).toEqual(
      Array(2).fill(['missing', 'No trial of this figure has finished with a stored model.']),
    )
  })
})

describe('trials that are not there', () => {
  const recorded = recordFigure(5, {
    trial: ({ setting, index }) =>
      setting.label === 'ReLU' && index >= 3
        ? missingTrial
        : setting.label === 'TanH' && index < 2
          ? { ...divergedTrial, validationAccuracy: [0.1, 0.5, null] }
          : {},
  })

  test('are counted and said, never dropped in silence', () => {
    expect(curvesOf(recorded)[0]!.note).toBe(
      'No quartiles of fewer than 4 trials: thin lines are single trials. 2 trials diverged and count as far as they came. 12 of 45 trials not recorded yet.',
    )
    expect(
      boxesOf(recorded).boxes.map(({ label, values, diverged, missing, quartiles }) => [label, values.length, diverged, missing, quartiles !== null]),
    ).toEqual([
      ['ReLU', 3, 0, 12, false],
      ['Sigmoid', 15, 0, 0, true],
      ['TanH', 13, 2, 0, true],
    ])
    expect(specOf(recorded).summary).toContain('ReLU 3 trials, 12 not recorded; Sigmoid median 0.9700')
  })

  test('below four trials single lines stand in for the band', () => {
    const relu = curvesOf(recorded)[0]!.series.filter(({ label }) => label === 'ReLU')
    expect(relu.filter((one) => one.kind === 'line' && one.emphasis === 'trial')).toHaveLength(3)
    const band = relu.find((one) => one.kind === 'band')
    expect(band?.points.every((point) => 'low' in point && point.low === null)).toBe(true)
  })

  test('nothing at all is still a figure', () => {
    for (const figure of figureNumbers) {
      const nothing = reportFigureSpec(recordFigure(figure, { trial: () => missingTrial }), [])
      expect(nothing.legend).toEqual([])
      expect(nothing.rows.flat()[0]!.note).toMatch(/not recorded yet\.$/)
    }
  })
})

describe('figures 5 to 8', () => {
  const slots = (figure: FigureNumber) => boxesOf(recordFigure(figure, { seeds: 4 })).boxes.map(({ label, slot }) => [label, slot])

  test('the report’s own network has the first slot wherever it appears', () => {
    expect(slots(5)).toEqual([['ReLU', 1], ['Sigmoid', 2], ['TanH', 3]]) // prettier-ignore
    expect(slots(6)).toEqual([['batch 32, beside', 2], ['batch 64', 3], ['batch 128', 1], ['batch 256', 4], ['batch 512', 5]]) // prettier-ignore
    expect(slots(7).map(([, slot]) => slot)).toEqual([1, 2, 3, 4])
  })

  test('the later epochs are drawn again, enlarged', () => {
    const [all, late] = curvesOf(recordFigure(6, { trial: accuracies({ 64: 0.976, 512: 0.97 }) }))
    expect(late).toMatchObject({ xMin: 25, endLabels: true, title: 'From epoch 25 on' })
    expect(late!.series.flatMap(({ points }) => points.map(({ x }) => x)).every((x) => x >= 25)).toBe(true)
    expect(late!.series).toHaveLength(all!.series.length)
    expect([late!.yMin, late!.yMax]).toEqual([0.97, 0.978])
  })

  test('figure 8 has a panel for each reduction, and an optimizer the same slot in both', () => {
    const recorded = recordFigure(8, { trial: accuracies({ 'mean, SGD': 0.79 }) })
    const [mean, sum] = curvesOf(recorded)
    expect([mean!.title, sum!.title]).toEqual(['Gradient averaged over the batch', 'Gradient summed over the batch, shown beside'])
    for (const panel of [mean!, sum!]) expect(panel.series.map(({ label, slot }) => [label, slot])).toEqual([['SGD', 2], ['Momentum', 3], ['Adam', 1]]) // prettier-ignore
    expect(specOf(recorded).legend).toEqual([
      { label: 'SGD', slot: 2, n: 15 },
      { label: 'Momentum', slot: 3, n: 15 },
      { label: 'Adam', slot: 1, n: 15 },
    ])
    expect(boxesOf(recorded).scale).toBe('error')
    expect(boxesOf(recordFigure(8)).scale).toBe('linear')
  })

  test('both counts are in the legend where the reductions have different trials', () => {
    const recorded = recordFigure(8, { trial: ({ setting, index }) => (setting.label === 'sum, Adam' && index > 8 ? missingTrial : {}) })
    expect(specOf(recorded).legend[2]).toEqual({ label: 'Adam (n=15 and 9)', slot: 1, n: null })
  })

  test('whiskers reach the furthest trial within 1.5 interquartile ranges', () => {
    // 0.970, 0.971, ..., 0.974 and one trial far below: Q1 = 0.97025 and Q3 = 0.97275 by type 7, so that 0.9 lies beyond Q1 - 1.5 * 0.0025.
    const values = [0.97, 0.971, 0.972, 0.973, 0.974, 0.9]
    const recorded = recordFigure(5, { seeds: 6, trial: ({ index, epochs }) => ({ validationAccuracy: curve(epochs, () => values[index]!) }) })
    const { quartiles } = boxesOf(recorded).boxes[0]!
    expect(quartiles!.q1).toBeCloseTo(0.97025, 10)
    expect(quartiles!.q3).toBeCloseTo(0.97275, 10)
    expect([quartiles!.low, quartiles!.high]).toEqual([0.97, 0.974])
  })
})

describe('layout', () => {
  const measure = (text: string, scale: number) => [...text].length * 5 * scale
  const frame = { width: 680, height: 900, fontSize: 10 }

  test.each([...figureNumbers])('figure %i: nothing overlaps and nothing leaves the frame', (figure) => {
    const layout = layoutReport(specOf(recordFigure(figure, { variant: 'quick' })), frame, measure)
    const inner = { left: 14, right: 666 }
    const tops = [layout.title[0]!.y, layout.legend[0]!.y, layout.panels[0]!.heading.y, layout.panels[0]!.body.y, layout.caption[0]!.y]
    expect(tops).toEqual([...tops].sort((a, b) => a - b))
    for (const { body, heading } of layout.panels) {
      expect(body.x).toBeGreaterThanOrEqual(inner.left)
      expect(body.x + body.width).toBeLessThanOrEqual(inner.right + 1e-9)
      expect(body.y + body.height).toBeLessThan(layout.caption[0]!.y)
      expect(heading.y).toBeLessThan(body.y)
    }
    const bodies = layout.panels.map(({ body }) => body)
    bodies.forEach((a, i) =>
      bodies.slice(i + 1).forEach((b) => expect(a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y).toBe(true)),
    )
    expect(layout.caption.at(-1)!.y).toBeLessThan(layout.height)
    expect(layout.mark!.frame.x + layout.mark!.frame.width).toBeLessThanOrEqual(inner.right + 1e-9)
    expect(layout.mark!.frame.x).toBeGreaterThan(layout.title[0]!.x + measure(layout.title[0]!.text, 1.35))
  })

  test('the mark takes a line of its own where the title leaves no room', () => {
    const layout = layoutReport(
      { ...specOf(recordFigure(6, { variant: 'quick' })), title: 'A long title of a figure '.repeat(4) },
      { ...frame, width: 300 },
      measure,
    )
    expect(layout.mark!.frame.y).toBeGreaterThan(layout.title.at(-1)!.y)
    expect(layout.mark!.frame.y + layout.mark!.frame.height).toBeLessThanOrEqual(layout.legend[0]!.y)
  })

  test('in a low frame the pictures are lower, and the words keep their size', () => {
    const spec = specOf(recordFigure(6))
    const [high, low] = [900, 420].map((height) => layoutReport(spec, { ...frame, height }, measure))
    expect(low!.height).toBeLessThanOrEqual(421)
    expect(low!.panels[0]!.body.height).toBeLessThan(high!.panels[0]!.body.height)
    expect(low!.caption).toHaveLength(high!.caption.length)
  })
})
