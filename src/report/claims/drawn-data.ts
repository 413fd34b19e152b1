/** Figures 1 to 3: what the report says of a line, of two half-planes and of XOR, each on data drawn anew for every trial. */
import type { FigureNumber } from '../../api/report'
import type { Measurement, Unit } from '../claims'
import type { ClaimTest } from './claim-test'
import type { Condition } from './condition'
import { above, atLeast, atMost, below, type Region } from './region'
import { epochsToHalfLoss, neverThere, rowsOf, trainLossAt, type Needed, type Sample } from './sample'
import { iqm, largestRise, ratio, shareOfFall, spreadToFirst } from './statistics'

/** The only setting of the figure. */
const settingOf = (figure: FigureNumber, words: string): Needed => ({ figure, words, is: () => true })
const line = settingOf(1, 'linear regression')
const halfPlanes = settingOf(2, 'linear classification')
const xor = settingOf(3, 'XOR')

export const claim1a: ClaimTest = {
  id: '1a',
  figure: 1,
  words: 'Most improvement happens within 200 epochs',
  test: 'The IQM loss has made at least 90 % of its total fall by epoch 200',
  needs: [],
  find({ measurer, take }) {
    return fallBy(200, 0.9, take(line), (rows) => measurer.measure({ name: 'Share of the fall by epoch 200', unit: 'share' }, rows, shareOfFall))
  },
}

export const claim1b: ClaimTest = {
  id: '1b',
  figure: 1,
  words: 'The convergence is smooth',
  test: 'The IQM loss never rises from one epoch to the next by more than 1e-6 of itself',
  needs: [],
  find({ measurer, take }) {
    const sample = take(line)
    const rows = rowsOf(
      sample,
      Array.from({ length: sample.epochs }, (_, i) => trainLossAt(i + 1)),
    )
    const measurement = measurer.measure({ name: 'Largest relative rise of the IQM loss', unit: 'ratio' }, rows, largestRise)
    return { conditions: [{ measurement, region: atMost(1e-6), by: 'interval' }] }
  },
}

export const claim1c: ClaimTest = {
  id: '1c',
  figure: 1,
  words: 'The median and the worst model both fit a line, with different slopes',
  test: 'R² of each against the noise-free line is at least 0.9, and their slopes differ',
  needs: [],
  find({ take, line: modelOf }) {
    take(line)
    const [median, worst] = [modelOf(1, 'median'), modelOf(1, 'worst')]
    const [ofMedian, ofWorst] = [median?.fitted.slope ?? null, worst?.fitted.slope ?? null]
    const difference = ofMedian === null || ofWorst === null ? null : Math.abs(ofMedian - ofWorst)
    return {
      conditions: [
        oneTrial('R² of the median model', 'r2', median?.r2, atLeast(0.9)),
        oneTrial('R² of the worst model', 'r2', worst?.r2, atLeast(0.9)),
        oneTrial('Distance of the two slopes', 'slope', difference, above(0)),
      ],
      beside: [ofOneTrial('Slope of the median model', 'slope', ofMedian), ofOneTrial('Slope of the worst model', 'slope', ofWorst)],
    }
  },
}

export const claim2a: ClaimTest = {
  id: '2a',
  figure: 2,
  words: 'The loss falls rapidly at first, then reaches a plateau',
  test: 'The IQM loss makes at least 80 % of its fall in the first 10 % of the epochs',
  needs: [],
  find({ measurer, take }) {
    const sample = take(halfPlanes)
    return fallBy(Math.round(sample.epochs / 10), 0.8, sample, (rows) =>
      measurer.measure({ name: 'Share of the fall in the first 10 % of the epochs', unit: 'share' }, rows, shareOfFall),
    )
  },
}

export const claim2b: ClaimTest = {
  id: '2b',
  figure: 2,
  words: 'Runs vary little',
  test: 'Q3 - Q1 of the loss at the end is at most 0.05 of the IQM loss of the first epoch',
  needs: [],
  find({ measurer, take }) {
    const sample = take(halfPlanes)
    const rows = rowsOf(sample, [trainLossAt(1), trainLossAt(sample.epochs)])
    const measurement = measurer.measure({ name: 'Final spread to first loss', unit: 'ratio' }, rows, spreadToFirst)
    return { conditions: [{ measurement, region: atMost(0.05), by: 'interval' }] }
  },
}

export const claim2c: ClaimTest = {
  id: '2c',
  figure: 2,
  words: 'The median and the worst model both separate the classes',
  test: 'The accuracy of each on its own data is at least 0.98',
  needs: [],
  find({ take, plane }) {
    take(halfPlanes)
    return {
      conditions: [
        oneTrial('Accuracy of the median model', 'accuracy', plane(2, 'median')?.accuracy, atLeast(0.98)),
        oneTrial('Accuracy of the worst model', 'accuracy', plane(2, 'worst')?.accuracy, atLeast(0.98)),
      ],
    }
  },
}

export const claim3a: ClaimTest = {
  id: '3a',
  figure: 3,
  words: 'The loss of XOR falls slower than that of the linear case',
  test: 'Epochs to half of the first loss, figure 3 to figure 2: the interval of the ratio is above 1',
  needs: [2],
  find({ measurer, take }) {
    const samples = [take(xor), take(halfPlanes)] as const
    const [ofXor, ofLinear] = [rowsOf(samples[0], [epochsToHalfLoss]), rowsOf(samples[1], [epochsToHalfLoss])]
    const name = 'Epochs to half of the first loss'
    const measurement = measurer.compareApart({ name: `${name}, figure 3 to figure 2`, unit: 'ratio' }, ofXor.flat(), ofLinear.flat(), ratio)
    const never = neverThere(samples, epochsToHalfLoss)
    return {
      conditions: [{ measurement, region: above(1), by: 'interval' }],
      beside: [
        measurer.measure({ name: `${name}, figure 3`, unit: 'epochs' }, ofXor, iqm),
        measurer.measure({ name: `${name}, figure 2`, unit: 'epochs' }, ofLinear, iqm),
      ],
      note: never === 0 ? '' : `trials that never get there (${never}) count as one epoch more than the last`,
    }
  },
}

export const claim3b: ClaimTest = {
  id: '3b',
  figure: 3,
  words: 'The median model solves XOR',
  test: 'The accuracy of the median trial on its own data is at least 0.98',
  needs: [],
  find({ take, plane }) {
    take(xor)
    return { conditions: [oneTrial('Accuracy of the median model', 'accuracy', plane(3, 'median')?.accuracy, atLeast(0.98))] }
  },
}

export const claim3c: ClaimTest = {
  id: '3c',
  figure: 3,
  words: 'The worst model misclassifies some points',
  test: "The accuracy of the worst trial is below 1 and below the median's",
  needs: [],
  find({ take, plane }) {
    take(xor)
    const median = plane(3, 'median')?.accuracy ?? null
    const worst = plane(3, 'worst')?.accuracy ?? null
    return {
      conditions: [
        oneTrial('Accuracy of the worst model', 'accuracy', worst, below(1)),
        oneTrial('Accuracy, worst − median model', 'points', median === null || worst === null ? null : worst - median, below(0)),
      ],
    }
  },
}

function fallBy(epoch: number, share: number, sample: Sample, measure: (rows: ReturnType<typeof rowsOf>) => Measurement): { conditions: readonly Condition[] } {
  const measurement = measure(rowsOf(sample, [trainLossAt(0), trainLossAt(epoch), trainLossAt(sample.epochs)]))
  return { conditions: [{ measurement, region: atLeast(share), by: 'interval' }] }
}

function oneTrial(name: string, unit: Unit, value: number | null | undefined, region: Region): Condition {
  return { measurement: ofOneTrial(name, unit, value ?? null), region, by: 'one trial' }
}

function ofOneTrial(name: string, unit: Unit, value: number | null): Measurement {
  return { name, unit, value, interval: null, n: value === null ? 0 : 1 }
}
