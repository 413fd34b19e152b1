/** For every claim, made-up recordings that reproduce it, that speak against it, and that leave it open. */
import type { FigureNumber, FigureVariant, RecordedTrial } from '../../../src/api/report'
import type { ClaimId, Verdict } from '../../../src/report/claims'
import type { ReportEvidence } from '../../../src/report/evidence'
import { curve, evidenceOf, recordFigure, type MadeTrial, type Place } from './recordings'

/** Evidence of one variant. */
export type Build = (variant: FigureVariant) => ReportEvidence

/** A value that differs from trial to trial, spread evenly from -0.5 to 0.5, in no order of the seeds. */
function wobble(index: number): number {
  return ((index * 7) % 15) / 14 - 0.5
}

/** Every other trial one value, the rest another: a mean between them, and an interval that is wide. */
function halves<T>(index: number, even: T, odd: T): T {
  return index % 2 === 0 ? even : odd
}

const ofFigure =
  (figure: FigureNumber, trial: MadeTrial): Build =>
  (variant) =>
    evidenceOf([recordFigure(figure, { variant, trial })])

/** A loss that falls from 1.1 by the factor e in `decay` epochs towards 0.1. */
const falling =
  (decay: (index: number) => number): MadeTrial =>
  ({ index, epochs }) => ({ trainLoss: curve(epochs, (epoch) => 0.1 + Math.exp(-epoch / decay(index))) })

/** A loss with a hump after epoch 150 in the trials of the highest losses, as many as are given. */
const humped =
  (trials: (count: number) => number, count: number): MadeTrial =>
  ({ index, epochs }) => ({
    trainLoss: curve(epochs, (epoch) => 0.1 + index / 100 + Math.exp(-epoch / 50) + (epoch > 150 && index >= count - trials(count) ? 0.05 : 0)),
  })
const humpedFigure =
  (trials: (count: number) => number): Build =>
  (variant) =>
    evidenceOf([recordFigure(1, { variant, trial: humped(trials, variant === 'full' ? 100 : 20) })])

/** Final losses spread evenly over a width. */
const endingWithin =
  (width: number): MadeTrial =>
  ({ index, epochs }) => ({ trainLoss: curve(epochs, (epoch) => Math.exp(-epoch / 20) + (wobble(index) + 0.5) * width * (epoch / epochs)) })

const models =
  (figure: FigureNumber, median: object | null, worst: object | null): Build =>
  (variant) =>
    evidenceOf([recordFigure(figure, { variant })], (role) => (role === 'median' ? median : worst))

const linearAndXor =
  (linear: (index: number) => number, xor: (index: number) => number): Build =>
  (variant) =>
    evidenceOf([recordFigure(2, { variant, trial: falling(linear) }), recordFigure(3, { variant, trial: falling(xor) })])

/** Accuracies at epoch 5 and from there on to the end. */
const learning = (early: (index: number) => number, late: (index: number) => number): Build =>
  ofFigure(4, ({ index, epochs }) => ({
    validationAccuracy: curve(epochs, (epoch) => (epoch <= 5 ? early(index) - 0.1 * (5 - epoch) : late(index))),
  }))

/** A validation loss with its minimum 0.1 in epoch 3, that ends above it by a share. */
const overfitting = (rise: (index: number) => number): Build =>
  ofFigure(4, ({ index, epochs }) => ({
    validationLoss: curve(epochs, (epoch) => (epoch < 3 ? 2 - epoch / 2 : 0.1 * (1 + (rise(index) * (epoch - 3)) / (epochs - 3)))),
  }))

/** Final accuracies by the setting's label. */
export const ending = (figure: FigureNumber, final: (label: string, index: number) => number): Build =>
  ofFigure(figure, (place) => endingAt(place, final(place.setting.label, place.index)))

function endingAt({ epochs }: Place, final: number): Partial<RecordedTrial> {
  return { validationAccuracy: curve(epochs, (epoch) => final - 0.3 * Math.exp((-20 * epoch) / epochs) + 0.3 * Math.exp(-20)) }
}

/** Finals that share what the seed decides: the same wobble in every setting. */
export const table = (finals: Readonly<Record<string, number>>, spread: Readonly<Record<string, number>> = {}) => {
  return (label: string, index: number) => (finals[label] ?? 0.9) + (spread[label] ?? 0.001) * wobble(index)
}

/** Epochs to 95 % and seconds an epoch, by label. */
const pace = (of: (label: string, index: number) => { epoch: number; seconds: number }): Build =>
  ofFigure(5, ({ setting, index, epochs }) => {
    const { epoch: level, seconds } = of(setting.label, index)
    return { validationAccuracy: curve(epochs, (epoch) => (epoch < level ? 0.9 : 0.96)), secondsPerEpoch: seconds }
  })
const slow = { epoch: 4, seconds: 0.6 }

const batchSpread = { '64': 0.006, '128': 0.001, '256': 0.001, '512': 0.001 }
const sizes = { '[16, 16]': 0.955, '[32, 32]': 0.967, '[64, 64]': 0.974, '[128, 128]': 0.978 }

/** For each claim, the evidence of each verdict. */
export const claimCases: Record<ClaimId, Record<Verdict, Build>> = {
  '1a': {
    reproduced: ofFigure(1, falling(() => 40)), // prettier-ignore
    'not reproduced': ofFigure(1, falling(() => 400)), // prettier-ignore
    // At epoch 200 half of the trials have 0.7 % of their fall left, half 19 %: in the mean about 10 %.
    undecided: ofFigure(1, falling((index) => halves(index, 40, 120))), // prettier-ignore
  },
  '1b': {
    reproduced: humpedFigure(() => 0),
    'not reproduced': humpedFigure((count) => count),
    // A hump in the upper quarter alone moves no interquartile mean; in a resample that has more of them it does.
    undecided: humpedFigure((count) => count / 4),
  },
  '1c': {
    reproduced: models(1, { r2: 0.99 }, { r2: 0.9 }),
    'not reproduced': models(1, { r2: 0.99 }, { r2: 0.899 }),
    undecided: models(1, { r2: 0.99 }, null),
  },
  '2a': {
    reproduced: ofFigure(2, falling(() => 10)), // prettier-ignore
    'not reproduced': ofFigure(2, falling(() => 300)), // prettier-ignore
    // After a tenth of the epochs half have nothing left, half 40 %: in the mean about 20 %.
    undecided: (variant) => ofFigure(2, falling((index) => halves(index, 5, variant === 'full' ? 109 : 33)))(variant), // prettier-ignore
  },
  '2b': {
    reproduced: ofFigure(2, endingWithin(0.02)),
    'not reproduced': ofFigure(2, endingWithin(0.5)),
    // The middle half of an even spread is half its width: 0.05 of a first loss of 0.95.
    undecided: ofFigure(2, endingWithin(0.095)),
  },
  '2c': {
    reproduced: models(2, { accuracy: 1 }, { accuracy: 0.98 }),
    'not reproduced': models(2, { accuracy: 1 }, { accuracy: 0.975 }),
    undecided: models(2, { accuracy: 1 }, null),
  },
  '3a': {
    reproduced: linearAndXor((index) => 4 + wobble(index), (index) => 60 + 10 * wobble(index)), // prettier-ignore
    'not reproduced': linearAndXor((index) => 60 + 10 * wobble(index), (index) => 4 + wobble(index)), // prettier-ignore
    undecided: linearAndXor((index) => 40 + 20 * wobble(index), (index) => 40 + 20 * wobble(index)), // prettier-ignore
  },
  '3b': {
    reproduced: models(3, { accuracy: 0.98 }, { accuracy: 0.9 }),
    'not reproduced': models(3, { accuracy: 0.97 }, { accuracy: 0.9 }),
    undecided: models(3, null, { accuracy: 0.9 }),
  },
  '3c': {
    reproduced: models(3, { accuracy: 1 }, { accuracy: 0.995 }),
    'not reproduced': models(3, { accuracy: 1 }, { accuracy: 1 }),
    undecided: models(3, null, { accuracy: 0.9 }),
  },
  '4a': {
    reproduced: learning((index) => 0.965 + 0.002 * wobble(index), () => 0.97), // prettier-ignore
    'not reproduced': learning((index) => 0.945 + 0.002 * wobble(index), () => 0.97), // prettier-ignore
    undecided: learning((index) => halves(index, 0.95, 0.96), () => 0.97), // prettier-ignore
  },
  '4b': {
    reproduced: learning((index) => 0.965 + 0.002 * wobble(index), (index) => 0.97 + 0.002 * wobble(index)), // prettier-ignore
    'not reproduced': learning((index) => 0.955 + 0.002 * wobble(index), (index) => 0.975 + 0.002 * wobble(index)), // prettier-ignore
    undecided: learning(() => 0.96, (index) => halves(index, 0.965, 0.975)), // prettier-ignore
  },
  '4c': {
    reproduced: overfitting((index) => 0.05 + 0.02 * wobble(index)),
    'not reproduced': overfitting((index) => 0.5 + 0.2 * wobble(index)),
    undecided: overfitting((index) => halves(index, 0.05, 0.15)),
  },
  '5a': {
    reproduced: ending(5, table({ ReLU: 0.975, TanH: 0.974, Sigmoid: 0.966 })),
    'not reproduced': ending(5, table({ ReLU: 0.975, TanH: 0.974, Sigmoid: 0.973 })),
    undecided: ending(5, (label, index) => (label === 'Sigmoid' ? halves(index, 0.966, 0.974) : 0.975)),
  },
  '5b': {
    reproduced: ending(5, table({ ReLU: 0.972, TanH: 0.974 })),
    'not reproduced': ending(5, table({ ReLU: 0.974, TanH: 0.973 })),
    undecided: ending(5, (label, index) => (label === 'TanH' ? halves(index, 0.971, 0.975) : 0.973)),
  },
  '5c': {
    reproduced: pace((label) => (label === 'ReLU' ? { epoch: 3, seconds: 0.5 } : slow)),
    'not reproduced': pace((label) => (label === 'ReLU' ? { epoch: 3, seconds: 0.7 } : slow)),
    undecided: pace((label, index) => (label === 'ReLU' ? { epoch: 3, seconds: halves(index, 0.5, 0.7) } : slow)),
  },
  '6a': {
    reproduced: ending(6, table({ '64': 0.977, '128': 0.974, '256': 0.973, '512': 0.97 }, batchSpread)),
    'not reproduced': ending(6, table({ '64': 0.962, '128': 0.974, '256': 0.973, '512': 0.97 }, batchSpread)),
    undecided: ending(6, (label, index) => (label === '64' ? halves(index, 0.97, 0.98) : 0.975 + 0.001 * wobble(index))),
  },
  '6b': {
    reproduced: ending(6, table({ '64': 0.9735, '128': 0.974, '256': 0.973, '512': 0.97 }, batchSpread)),
    'not reproduced': ending(6, table({ '64': 0.985, '128': 0.974, '256': 0.973, '512': 0.97 }, batchSpread)),
    undecided: ending(6, (label, index) => (label === '64' ? halves(index, 0.975, 0.979) : 0.974)),
  },
  '7a': {
    reproduced: ending(7, table(sizes)),
    'not reproduced': ending(7, table({ ...sizes, '[128, 128]': 0.985 })),
    undecided: ending(7, (label, index) => (label === '[128, 128]' ? halves(index, 0.974, 0.976) : table(sizes)(label, 0))),
  },
  '7b': {
    reproduced: ending(7, table(sizes)),
    'not reproduced': ending(7, table({ ...sizes, '[32, 32]': 0.973 })),
    undecided: ending(7, (label, index) => (label === '[32, 32]' ? halves(index, 0.969, 0.973) : table(sizes)(label, 0))),
  },
  '8a': {
    reproduced: ending(8, table({ 'mean, SGD': 0.8, 'mean, SGD with momentum': 0.94, 'mean, Adam': 0.975 })),
    'not reproduced': ending(8, table({ 'mean, SGD': 0.8, 'mean, SGD with momentum': 0.98, 'mean, Adam': 0.975 })),
    undecided: ending(8, (label, index) => (label === 'mean, Adam' ? halves(index, 0.93, 0.95) : label === 'mean, SGD' ? 0.8 : 0.94)),
  },
}
