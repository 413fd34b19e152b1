import { expect, it } from 'vitest'
import { claimIds, type ClaimId } from '../../../src/report/claims'
import { runTest } from '../../../src/report/claims/claim-test'
import { claimTests } from '../../../src/report/claims/list'
import { regionText } from '../../../src/report/claims/words'
import { evidenceOf } from './recordings'

/** As they were settled before any data: what each condition measures, and the limits. */
const settled: Record<ClaimId, Readonly<Record<string, string>>> = {
  '1a': { 'Share of the fall by epoch 200': 'at least 90 %' },
  '1b': { 'Largest relative rise of the IQM loss': 'at most 1e−6' },
  '1c': { 'R² of the median model': 'at least 0.9', 'R² of the worst model': 'at least 0.9', 'Distance of the two slopes': 'above 0' },
  '2a': { 'Share of the fall in the first 10 % of the epochs': 'at least 80 %' },
  '2b': { 'Final spread to first loss': 'at most 0.05' },
  '2c': { 'Accuracy of the median model': 'at least 0.98', 'Accuracy of the worst model': 'at least 0.98' },
  '3a': { 'Epochs to half of the first loss, figure 3 to figure 2': 'above 1' },
  '3b': { 'Accuracy of the median model': 'at least 0.98' },
  '3c': { 'Accuracy of the worst model': 'below 1', 'Accuracy, worst − median model': 'below 0' },
  '4a': { 'Accuracy at epoch 5': 'within 0.955 to 0.975' },
  '4b': { 'Gain of accuracy from epoch 5 to 50': 'below 1 point' },
  '4c': { 'Rise of the validation loss from its minimum to the end': 'at most 10 %' },
  '5a': { 'Final accuracy, TanH − Sigmoid': 'above 0.5 points', 'Final accuracy, ReLU − Sigmoid': 'above 0.5 points' },
  '5b': { 'Final accuracy, TanH − ReLU': 'above 0 and below 0.5 points' },
  '5c': {
    'Epochs to 95 % accuracy, ReLU − Sigmoid': 'below 0',
    'Epochs to 95 % accuracy, ReLU − TanH': 'below 0',
    'Seconds an epoch, ReLU − Sigmoid': 'below 0',
    'Seconds an epoch, ReLU − TanH': 'below 0',
  },
  '6a': {
    'Final accuracy, 64 − 128': 'above 0',
    'Spread of final accuracy (Q3 − Q1), 64 − 128': 'above 0',
    'Final accuracy, 64 − 256': 'above 0',
    'Final accuracy, 64 − 512': 'above 0',
    'Spread of final accuracy (Q3 − Q1), 64 − 256': 'above 0',
    'Spread of final accuracy (Q3 − Q1), 64 − 512': 'above 0',
  },
  '6b': { 'Final accuracy, best − 128': 'at most 0.3 points', 'Spread of final accuracy (Q3 − Q1), 128 − 64': 'below 0' },
  '7a': {
    'Final accuracy, [32, 32] − [16, 16]': 'above 0',
    'Final accuracy, [64, 64] − [32, 32]': 'above 0',
    'Final accuracy, [128, 128] − [64, 64]': 'within 0.1 to 0.9 points',
  },
  '7b': { 'Final accuracy, [64, 64] − [16, 16]': 'above 0.3 points', 'Final accuracy, [64, 64] − [32, 32]': 'above 0.3 points' },
  '8a': { 'Final accuracy, Adam − SGD with momentum': 'above 0', 'Final accuracy, SGD with momentum − SGD': 'above 0' },
}

it.each(claimIds)('the conditions of claim %s are those that were settled', (id) => {
  const test = claimTests.find((one) => one.id === id)
  const conditions = test ? runTest(test, evidenceOf([])).conditions : []
  const found = conditions.map(({ measurement: { name, unit }, region }) => [name, regionText(region, unit)])
  expect(Object.fromEntries(found)).toEqual(settled[id])
  // Only the ranks among batch sizes are a matter of values, and only four claims one of single trials.
  const ways = new Set(conditions.map(({ by }) => by))
  expect([...ways]).toEqual(['1c', '2c', '3b', '3c'].includes(id) ? ['one trial'] : id === '6a' ? ['interval', 'rank'] : ['interval'])
})
