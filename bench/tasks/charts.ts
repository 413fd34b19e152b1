/** A comparison of a million recorded values, 100 runs of 10,000 epochs: from the records to the picture, and again after a zoom. */
import { BasicPlatform, Chart } from 'chart.js'
import type { RunRow } from '../../src/api/records'
import { compareCharts, type CompareChart, type ComparedData } from '../../src/charts/compare/charts'
import { newComparison } from '../../src/charts/compare/state'
import { curveChart } from '../../src/charts/curves'
import { describeCurves } from '../../src/charts/describe'
import { registerCharts } from '../../src/charts/register'
import { chartThemes } from '../../src/charts/theme'
import { loadCanvases } from '../../src/cli/png/canvas'
import { findPreset } from '../../src/engine/config/presets'
import { baseTrial } from '../../src/engine/config/trials'
import type { EpochRecord } from '../../src/engine/training/records'
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
  const stored = Array.from({ length: runs }, (_, run) =>
    Array.from({ length: epochs }, (_none, epoch): EpochRecord => {
      const score = { loss: (2 + run / 50) * Math.exp(-epoch / 2000) + noise(run, epoch), accuracy: null }
      return { epoch, train: score, validation: { loss: null, accuracy: null }, learningRate: 0.1, seconds: 0.01, weightDigest: '' }
    }),
  )
  const rowOf = (id: number): RunRow => ({
    id,
    experiment: id,
    name: `run ${id}`,
    setting: '',
    seed: 1,
    configDigest: '0'.repeat(64),
    config,
    status: 'done',
    message: null,
    kernels: 'fast',
    engineVersion: '1',
    dataDigest: null,
    epochs,
    epochsDone: epochs - 1,
    last: null,
    best: null,
    seconds: 1,
    colour: (id % 10) + 1,
    tags: [],
    note: '',
    pinned: false,
    archived: false,
    locked: false,
    trashedAt: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    finishedAt: null,
    origin: null,
    verified: null,
  })
  const groups = Array.from({ length: runs }, (_, run) => ({ key: `run ${run}`, label: `run ${run}`, colour: (run % 10) + 1, runs: [rowOf(run)] }))
  return { groups, epochsOf: (run) => stored[run] ?? [] }
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
