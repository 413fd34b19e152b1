/** Kinds `robust_statistics` and `classification_metrics`. */
import * as z from 'zod'
import { accuracy, confusionMatrix, predictClasses } from '../../../src/engine/metrics/classification'
import { interquartileMean } from '../../../src/engine/statistics/interquartile-mean'
import { mean, populationDeviation, sampleDeviation } from '../../../src/engine/statistics/moments'
import { lowerMedianIndex, quartiles } from '../../../src/engine/statistics/quantiles'
import type { Check } from '../check'
import type { Kind } from '../kind'
import { tensor } from '../schema'

const statisticsShape = z.object({ inputs: z.object({ values: z.array(z.number()) }), expected: z.record(z.string(), z.unknown()) })
const metricsShape = z.object({
  params: z.object({ classes: z.number() }),
  inputs: z.object({ labels: z.array(z.number()), probs: tensor }),
  expected: z.looseObject({ predicted: z.array(z.number()), accuracy: z.number(), confusion: tensor }),
})

export const robustStatistics: Kind = {
  notSupported: () => null,
  run(golden, check) {
    const { inputs, expected } = statisticsShape.parse(golden)
    const { values } = inputs
    const { q1, median, q3 } = quartiles(values)
    const got: Record<string, number | null> = {
      n: values.length,
      min: Math.min(...values),
      max: Math.max(...values),
      mean: mean(values),
      median,
      q1,
      q3,
      iqr: q3 - q1,
      iqm_weighted: interquartileMean(values),
      median_index_lower: lowerMedianIndex(values),
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
    const predicted = predictClasses(inputs.probs.data, inputs.labels.length, params.classes)
    check.numbers('predicted', predicted, expected.predicted)
    check.tensor('confusion', confusionMatrix(inputs.labels, predicted, params.classes), expected.confusion)
    const { predicted: _predicted, confusion: _confusion, ...rest } = expected
    compareFields(check, 'classification_metrics', { accuracy: accuracy(inputs.labels, predicted) }, rest)
  },
}

/** Compares the fields that were computed and lists those that were not. */
function compareFields(check: Check, kind: string, got: Record<string, number | null>, expected: Record<string, unknown>): void {
  for (const [field, want] of Object.entries(expected)) {
    const value = got[field]
    if (value === undefined) check.notSupported.push(`${kind} ${field}`)
    else if (value === null || typeof want !== 'number') check.equal(field, value, want)
    else check.number(field, value, want)
  }
}
