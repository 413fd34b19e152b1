/** A comparison of a million recorded values, 100 runs of 10,000 epochs: from the records to the picture, and again after a zoom. */
import { BasicPlatform, Chart } from 'chart.js'
import { compareCharts, type CompareChart, type ComparedData } from '../../src/charts/compare/charts'
import { newComparison } from '../../src/charts/compare/state'
import type { TrialCurves } from '../../src/charts/compare/trial-curves'
import { curveChart } from '../../src/charts/curves'
import { describeCurves } from '../../src/charts/describe'
import { registerCharts } from '../../src/charts/register'
import { chartThemes } from '../../src/charts/theme'
import { loadCanvases } from '../../src/cli/png/canvas'
import { findPreset } from '../../src/engine/config/presets'
import { baseTrial } from '../../src/engine/config/trials'
import { storedRun } from '../../test/unit/stored-run'
import type { Measurement, RatioOf, Task, TaskSet } from '../task'

export const sets: readonly TaskSet[] = [{ id: 'charts', group: 'charts', title: 'a chart of a million recorded values', usual: false }]

const runs = 100
const epochs = 10_000
/** As the room draws them at 1280 x 800. */
const size = { width: 580, height: 340 }
const limit = 300

function recorded(): ComparedData {
  const config = baseTrial(findPreset('fig3')!.config)
  const noise = (run: number, epoch: number) => ((run * 7919 + epoch * 104_729) % 1000) / 5000
  const numbers = Float64Array.from({ length: epochs }, (_, epoch) => epoch)
  const stored = Array.from({ length: runs }, (_, run): TrialCurves => {
    const trainLoss = numbers.map((epoch) => (2 + run / 50) * Math.exp(-epoch / 2000) + noise(run, epoch))
    return { epochs: numbers, columns: { trainLoss } }
  })
  const groups = stored.map((_, run) => ({
    key: `run ${run}`,
    label: `run ${run}`,
    colour: (run % 10) + 1,
    runs: [storedRun(config, { id: run, status: 'done' })],
  }))
  return { groups, curvesOf: (run) => stored[run]! }
}
function draw(chart: CompareChart): void {
  const canvases = loadCanvases()
  const ctx = canvases.context(canvases.create(size.width, size.height))
  const { id: _id, measure: _measure, facet: _facet, ...rest } = chart
  const config = curveChart({ ...rest, theme: chartThemes.light, limit, endLabels: false })
  new Chart(ctx, { ...config, options: { ...config.options, responsive: false, devicePixelRatio: 1 }, platform: BasicPlatform }).destroy()
}

/** @param zoomed whether the curves are derived already, as they are when a reader zooms */
function paint(zoomed: boolean): Measurement {
  registerCharts()
  const data = recorded()
  const state = { ...newComparison(), part: 'train' as const, grouping: 'run' as const }
  const whole = only(compareCharts(state, data))
  return () => {
    const begun = performance.now()
    if (zoomed) draw({ ...whole, xMin: 2000, xMax: 4000 })
    else {
      const chart = only(compareCharts(state, data))
      describeCurves(chart)
      draw(chart)
    }
    return performance.now() - begun
  }
}

function only(charts: readonly CompareChart[]): CompareChart {
  const [chart] = charts
  if (!chart) throw new Error('nothing is drawn')
  return chart
}

export const tasks: readonly Task[] = [
  {
    id: 'charts-paint',
    set: 'charts',
    title: 'first picture of 100 runs of 10,000 epochs, from the records on',
    unit: 'ms',
    in: 'thread',
    prepare: () => paint(false),
  },
  { id: 'charts-zoom', set: 'charts', title: 'the same zoomed to a fifth', unit: 'ms', in: 'thread', prepare: () => paint(true) },
]

export const ratios: readonly RatioOf[] = []
