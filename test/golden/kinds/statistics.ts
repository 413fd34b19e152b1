/** Kinds `robust_statistics` and `classification_metrics`. */
import * as z from 'zod'
import { calibration } from '../../../src/engine/metrics/calibration'
import { scoreClasses } from '../../../src/engine/metrics/class-scores'
import { accuracy, confusionMatrix, predictClasses, topKAccuracy } from '../../../src/engine/metrics/classification'
import { negativeLogLikelihood } from '../../../src/engine/metrics/likelihood'
import { interquartileMean, interquartileWeights, trimmedFromEachEnd, trimmedInterquartileMean } from '../../../src/engine/statistics/interquartile-mean'
import { mean, populationDeviation, sampleDeviation } from '../../../src/engine/statistics/moments'
import { interquartileRange, quartiles } from '../../../src/engine/statistics/quantiles'
import { lowerMedianIndex, nearestMedianIndex, upperMedianIndex } from '../../../src/engine/statistics/representatives'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { tensor } from '../schema'

const statisticsShape = z.object({ inputs: z.object({ values: z.array(z.number()) }), expected: z.record(z.string(), z.unknown()) })
const metricsShape = z.object({
  params: z.object({ classes: z.number(), ece_bins: z.number().default(15) }),
  inputs: z.object({ labels: z.array(z.number()), probs: tensor }),
  expected: z.looseObject({
    confusion: tensor.transform(({ data }) => data),
    top_k: z.record(z.string(), z.number()),
    bins: z.array(z.object({ count: z.number(), accuracy: z.number(), confidence: z.number() })),
  }),
})

export const robustStatistics: Kind = {
  notSupported: () => null,
  run(golden, check) {
    const { inputs, expected } = statisticsShape.parse(golden)
    const { values } = inputs
    const { q1, median, q3 } = quartiles(values)
    const got = {
      n: values.length,
      min: Math.min(...values),
      max: Math.max(...values),
      mean: mean(values),
      median,
      q1,
      q3,
      iqr: interquartileRange(values),
      iqm_trim: trimmedInterquartileMean(values),
      iqm_trim_cut_each_side: trimmedFromEachEnd(values.length),
      iqm_weighted: interquartileMean(values),
      iqm_weights_sorted: interquartileWeights(values.length),
      median_index_lower: lowerMedianIndex(values),
      median_index_upper: upperMedianIndex(values),
      median_index_nearest_first: nearestMedianIndex(values),
      std_population: populationDeviation(values),
      std_sample: sampleDeviation(values),
    }
    compareFields(check, 'robust_statistics', got, expected)
  },
}

export const classificationMetrics: Kind = {
  notSupported: () => null,
  run(golden, check) {
    const { params, inputs, expected } = metricsShape.parse(golden)
    const { classes, ece_bins: binCount } = params
    const { labels, probs } = inputs
    const predicted = predictClasses(probs.data, labels.length, classes)
    const confusion = confusionMatrix(labels, predicted, classes)
    const scores = scoreClasses(confusion, classes)
    const { bins, expectedError, maximumError } = calibration(labels, probs.data, classes, binCount)
    const { top_k: topK, bins: wantedBins, ...rest } = expected
    const got = {
      predicted,
      accuracy: accuracy(labels, predicted),
      confusion,
      precision: scores.classes.map(({ precision }) => precision),
      recall: scores.classes.map(({ recall }) => recall),
      f1: scores.classes.map(({ f1 }) => f1),
      support: scores.classes.map(({ support }) => support),
      macro_precision: scores.macro.precision,
      macro_recall: scores.macro.recall,
      macro_f1: scores.macro.f1,
      ece: expectedError,
      mce: maximumError,
      nll: negativeLogLikelihood(labels, probs.data, classes),
    }
    compareFields(check, 'classification_metrics', got, rest)
    for (const [k, want] of Object.entries(topK)) check.number(`top_k ${k}`, topKAccuracy(labels, probs.data, classes, Number(k)) ?? NaN, want)
    for (const field of ['count', 'accuracy', 'confidence'] as const) {
      check.numbers(
        `bins ${field}`,
        bins.map((bin) => bin[field]),
        wantedBins.map((bin) => bin[field]),
      )
    }
  },
}

/** Compares the fields that were computed and lists those that were not. */
function compareFields(check: Check, kind: string, got: Record<string, number | ArrayLike<number> | null>, expected: Record<string, unknown>): void {
  for (const [field, want] of Object.entries(expected)) {
    const value = got[field]
    if (value === undefined) check.notSupported.push(`${kind} ${field}`)
    else if (typeof value === 'number' && typeof want === 'number') check.number(field, value, want)
    else if (value !== null && typeof value === 'object') check.numbers(field, value, z.array(z.number()).parse(want))
    else check.equal(field, value, want)
  }
}
