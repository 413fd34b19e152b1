/**
 * The golden vectors: every case of every kind, from test/golden/vectors or the folder that GOLDEN_DIR names. What is not built yet is
 * counted and listed at the end, never passed in silence; a kind that nobody knows fails.
 */
import { resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Precision } from '../../src/engine/kernels/kernels'
import { Check } from './check'
import type { Kind } from './kind'
import { activation, softmax } from './kinds/activation'
import { clippingByNorm, clippingByValue } from './kinds/clipping'
import { initialiser } from './kinds/initialiser'
import { linear } from './kinds/linear'
import { loss } from './kinds/loss'
import { mlpTrain } from './kinds/mlp'
import { mnistEpoch } from './kinds/mnist'
import { optimizer } from './kinds/optimizer'
import { penalty, penaltyInLoss } from './kinds/penalty'
import { batchNorm1d, dropout } from './kinds/regularisation'
import { lrSchedule } from './kinds/schedule'
import { classificationMetrics, robustStatistics } from './kinds/statistics'
import { readGoldenCases, type GoldenCase, type Tolerance } from './schema'

/** Every kind of the schema. */
const kinds: Readonly<Record<string, Kind>> = {
  linear,
  activation,
  softmax,
  loss,
  optimizer,
  lr_schedule: lrSchedule,
  clip_norm: clippingByNorm,
  clip_value: clippingByValue,
  mlp_train: mlpTrain,
  dropout,
  batchnorm1d: batchNorm1d,
  penalty,
  penalty_in_loss: penaltyInLoss,
  initialiser,
  robust_statistics: robustStatistics,
  classification_metrics: classificationMetrics,
  mnist_epoch: mnistEpoch,
}

/** What the vectors' README allows a float32 engine. */
const float32Tolerance = { abs: 1e-5, rel: 1e-5 }

const folder = resolve(process.env['GOLDEN_DIR'] ?? resolve(import.meta.dirname, 'vectors'))
const cases = readGoldenCases(folder)
const missing = cases.map((golden) => kindOf(golden)?.notSupported(golden) ?? null)
const runnable = cases.filter((golden, i) => kindOf(golden) !== undefined && missing[i] === null)

/** What passed, by kind; `share` is the largest error as a share of its tolerance. */
const passed = new Map<string, { cases: number; inFloat32: number; onFast: number; inPart: number; numbers: number; share: number }>()
/** Words for what is not built -> how many cases or fields miss it. */
const notSupported = new Map<string, number>()
for (const words of missing) if (words !== null) count(words)

function kindOf({ kind }: GoldenCase): Kind | undefined {
  return Object.hasOwn(kinds, kind) ? kinds[kind] : undefined
}

function count(words: string): void {
  notSupported.set(words, (notSupported.get(words) ?? 0) + 1)
}

function tallyOf({ kind }: GoldenCase) {
  const tally = passed.get(kind) ?? { cases: 0, inFloat32: 0, onFast: 0, inPart: 0, numbers: 0, share: 0 }
  passed.set(kind, tally)
  return tally
}

function percent(share: number): string {
  return `${(100 * share).toPrecision(2)} %`
}

function run(golden: GoldenCase, precision: Precision): Check {
  const check = new Check(precision === 'float32' ? float32Tolerance : golden.tol)
  kindOf(golden)?.run(golden, check, precision)
  return check
}

/** What a float32 engine is allowed in this case: some cases of float32 state more than the README does. */
function float32ToleranceOf({ tol }: GoldenCase): Tolerance {
  return { abs: Math.max(float32Tolerance.abs, tol.abs), rel: Math.max(float32Tolerance.rel, tol.rel) }
}

describe('golden vectors', () => {
  it('has cases, all of known kinds', () => {
    expect(cases.length, `no cases in ${folder}`).toBeGreaterThan(0)
    expect(cases.filter((golden) => kindOf(golden) === undefined).map(({ id, kind }) => `${id}: unknown kind ${kind}`)).toEqual([])
  })

  it.each(runnable)('$id', (golden) => {
    const check = run(golden, 'float64')
    expect(check.compared).toBeGreaterThan(0)
    const kind = tallyOf(golden)
    kind.cases++
    kind.numbers += check.compared
    kind.share = Math.max(kind.share, check.share)
    if (check.notSupported.length > 0) kind.inPart++
    check.notSupported.forEach(count)
  })

  it.each(runnable.filter((golden) => kindOf(golden)?.float32 === true))('$id in float32', (golden) => {
    expect(run(golden, 'float32').compared).toBeGreaterThan(0)
    tallyOf(golden).inFloat32++
  })

  it.each(runnable.filter((golden) => kindOf(golden)?.fast?.takes(golden) === true))('$id on the fast kernels', (golden) => {
    const check = new Check(float32ToleranceOf(golden))
    kindOf(golden)?.fast?.run(golden, check)
    expect(check.compared).toBeGreaterThan(0)
    tallyOf(golden).onFast++
  })

  afterAll(() => {
    const missed = [...notSupported].sort(([a], [b]) => a.localeCompare(b)).map(([words, times]) => `not supported yet: ${words} (${times})`)
    const tallies = [...passed.values()]
    const total = (field: 'cases' | 'inFloat32' | 'onFast' | 'inPart' | 'numbers') => tallies.reduce((sum, kind) => sum + kind[field], 0)
    const byKind = [...passed].map(
      ([kind, { cases: number, share }]) =>
        `${kind}: ${number} of ${cases.filter((golden) => golden.kind === kind).length} passed, largest error ${percent(share)} of its tolerance`,
    )
    const closing =
      `golden vectors of ${folder}: ${total('cases')} of ${cases.length} passed (${total('numbers')} numbers; ${total('inPart')} cases in part; ` +
      `${total('inFloat32')} in float32 too, ${total('onFast')} on the fast kernels), ${missing.filter((words) => words !== null).length} not supported yet`
    process.stdout.write(`${[...missed, ...byKind, closing].join('\n')}\n`)
  })
})
