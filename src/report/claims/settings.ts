/** Figures 5 to 8: what the report says of activations, batch sizes, hidden sizes and optimizers. */
import type { ClaimTest } from './claim-test'
import { accuracies, compare, spreads, type Compared } from './comparison'
import { above, atMost, below, fromTo, strictlyBetween } from './region'
import { epochsToAccuracy, finalAccuracy, neverThere, pairedRows, secondsPerEpoch, type Needed } from './sample'
import { iqmDifference, iqmToBest } from './statistics'

const activation = (name: 'relu' | 'sigmoid' | 'tanh', words: string): Needed => ({
  figure: 5,
  words,
  is: ({ network }) => network.layers[0]?.activation.name === name,
})
const relu = activation('relu', 'ReLU')
const sigmoid = activation('sigmoid', 'Sigmoid')
const tanh = activation('tanh', 'TanH')

const batches = (size: number): Needed => ({ figure: 6, words: String(size), is: ({ batchSize }) => batchSize === size })
const hidden = (units: number): Needed => ({ figure: 7, words: `[${units}, ${units}]`, is: ({ network }) => network.layers[0]?.units === units })
const optimizer = (name: 'sgd' | 'momentum' | 'adam', words: string): Needed => ({ figure: 8, words, is: (config) => config.optimizer.name === name })

export const claim5a: ClaimTest = {
  id: '5a',
  figure: 5,
  words: 'TanH and ReLU largely outperform Sigmoid',
  test: 'Both differences of final accuracy to Sigmoid: the interval is above 0.5 points',
  needs: [],
  find({ measurer, take }) {
    const base = take(sigmoid)
    return { conditions: [take(tanh), take(relu)].map((better) => compare(measurer, accuracies, [better, base], above(0.005))) }
  },
}

export const claim5b: ClaimTest = {
  id: '5b',
  figure: 5,
  words: 'TanH is slightly better than ReLU',
  test: 'The difference of final accuracy: the interval is above 0 and below 0.5 points',
  needs: [],
  find({ measurer, take }) {
    return { conditions: [compare(measurer, accuracies, [take(tanh), take(relu)], strictlyBetween(0, 0.005))] }
  },
}

const toLevel: Compared = { name: 'Epochs to 95 % accuracy', unit: 'epochs', number: epochsToAccuracy(0.95), statistic: iqmDifference }
const cost: Compared = { name: 'Seconds an epoch', unit: 'seconds', number: secondsPerEpoch, statistic: iqmDifference }

export const claim5c: ClaimTest = {
  id: '5c',
  figure: 5,
  words: 'ReLU converges faster and is cheaper than Sigmoid and TanH',
  test: 'Epochs to 95 % accuracy and seconds an epoch: the intervals lie below those of both others',
  needs: [],
  find({ measurer, take }) {
    const ours = take(relu)
    const others = [take(sigmoid), take(tanh)]
    const never = neverThere([ours, ...others], toLevel.number)
    return {
      conditions: [toLevel, cost].flatMap((compared) => others.map((other) => compare(measurer, compared, [ours, other], below(0)))),
      note: never === 0 ? '' : `trials that never get there (${never}) count as one epoch more than the last`,
    }
  },
}

export const claim6a: ClaimTest = {
  id: '6a',
  figure: 6,
  words: 'Batches of 64 give the highest accuracy, with a larger variance',
  test: 'Of 64, 128, 256 and 512: highest IQM final accuracy and largest Q3 − Q1 at 64; the intervals of both differences to 128 are above 0',
  needs: [],
  find({ measurer, take }) {
    const [ours, next] = [take(batches(64)), take(batches(128))]
    const larger = [take(batches(256)), take(batches(512))]
    const kinds = [accuracies, spreads]
    return {
      conditions: [
        ...kinds.map((compared) => compare(measurer, compared, [ours, next], above(0))),
        ...kinds.flatMap((compared) => larger.map((other) => ({ ...compare(measurer, compared, [ours, other], above(0)), by: 'rank' as const }))),
      ],
    }
  },
}

export const claim6b: ClaimTest = {
  id: '6b',
  figure: 6,
  words: 'Batches of 128 are a good compromise',
  test: 'Of 64, 128, 256 and 512: final accuracy of 128 at most 0.3 points below the best, and its Q3 − Q1 below that of 64',
  needs: [],
  find({ measurer, take }) {
    const [ours, smaller] = [take(batches(128)), take(batches(64))]
    const rows = pairedRows([ours, smaller, take(batches(256)), take(batches(512))], finalAccuracy)
    const behind = measurer.measure({ name: 'Final accuracy, best − 128', unit: 'points' }, rows, iqmToBest)
    return { conditions: [{ measurement: behind, region: atMost(0.003), by: 'interval' }, compare(measurer, spreads, [ours, smaller], below(0))] }
  },
}

export const claim7a: ClaimTest = {
  id: '7a',
  figure: 7,
  words: 'Accuracy grows with size; [128, 128] adds a few tenths of a percent over [64, 64]',
  test: "Each step's difference of final accuracy is above 0; the last is between 0.1 and 0.9 points",
  needs: [],
  find({ measurer, take }) {
    const [least, less, more, most] = [take(hidden(16)), take(hidden(32)), take(hidden(64)), take(hidden(128))]
    return {
      conditions: [
        compare(measurer, accuracies, [less, least], above(0)),
        compare(measurer, accuracies, [more, less], above(0)),
        compare(measurer, accuracies, [most, more], fromTo(0.001, 0.009)),
      ],
    }
  },
}

export const claim7b: ClaimTest = {
  id: '7b',
  figure: 7,
  words: '[16, 16] and [32, 32] underperform [64, 64]',
  test: 'Both differences of final accuracy: the interval is above 0.3 points',
  needs: [],
  find({ measurer, take }) {
    const ours = take(hidden(64))
    return { conditions: [take(hidden(16)), take(hidden(32))].map((other) => compare(measurer, accuracies, [ours, other], above(0.003))) }
  },
}

export const claim8a: ClaimTest = {
  id: '8a',
  figure: 8,
  words: 'Adam beats SGD with momentum, which beats SGD',
  test: 'Both differences of final accuracy: the interval is above 0',
  needs: [],
  find({ measurer, take }) {
    const [adam, momentum, sgd] = [take(optimizer('adam', 'Adam')), take(optimizer('momentum', 'SGD with momentum')), take(optimizer('sgd', 'SGD'))]
    return {
      conditions: [compare(measurer, accuracies, [adam, momentum], above(0)), compare(measurer, accuracies, [momentum, sgd], above(0))],
    }
  },
}
