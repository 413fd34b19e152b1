/** Figure 4: what the report says of its network on handwritten digits. */
import type { ClaimTest } from './claim-test'
import { atMost, below, fromTo } from './region'
import { rowsOf, validationAccuracyAt, validationLossAt, type Needed } from './sample'
import { iqm, iqmDifference, riseFromMinimum } from './statistics'

const network: Needed = { figure: 4, words: 'MNIST', is: () => true }

export const claim4a: ClaimTest = {
  id: '4a',
  figure: 4,
  words: 'Validation accuracy is about 96 % after five epochs',
  test: 'The interval of the IQM accuracy at epoch 5 lies within 0.955 to 0.975',
  needs: [],
  find({ measurer, take }) {
    const rows = rowsOf(take(network), [validationAccuracyAt(5)])
    const measurement = measurer.measure({ name: 'Accuracy at epoch 5', unit: 'accuracy' }, rows, iqm)
    return { conditions: [{ measurement, region: fromTo(0.955, 0.975), by: 'interval' }] }
  },
}

export const claim4b: ClaimTest = {
  id: '4b',
  figure: 4,
  words: 'It stops learning after five epochs',
  test: 'The gain of the IQM accuracy from epoch 5 to 50: the interval is below 1 point',
  needs: [],
  find({ measurer, take }) {
    const rows = rowsOf(take(network), [validationAccuracyAt(50), validationAccuracyAt(5)])
    const measurement = measurer.measure({ name: 'Gain of accuracy from epoch 5 to 50', unit: 'points' }, rows, iqmDifference)
    return { conditions: [{ measurement, region: below(0.01), by: 'interval' }] }
  },
}

export const claim4c: ClaimTest = {
  id: '4c',
  figure: 4,
  words: 'Overfitting is minimal',
  test: 'The IQM validation loss ends at most 10 % above its minimum',
  needs: [],
  find({ measurer, take }) {
    const sample = take(network)
    const rows = rowsOf(
      sample,
      Array.from({ length: sample.epochs + 1 }, (_, epoch) => validationLossAt(epoch)),
    )
    const measurement = measurer.measure({ name: 'Rise of the validation loss from its minimum to the end', unit: 'share' }, rows, riseFromMinimum)
    return { conditions: [{ measurement, region: atMost(0.1), by: 'interval' }] }
  },
}
