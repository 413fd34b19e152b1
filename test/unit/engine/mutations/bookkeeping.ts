/** Errors in initialisers, statistics, metrics and the training loop. */
import { golden, unit, type Mutation } from './mutation'

export const bookkeepingErrors: readonly Mutation[] = [
  {
    error: 'a uniform initialiser takes its deviation for its bound',
    file: 'src/engine/initialisers/initialiser.ts',
    find: 'bound: Math.sqrt(3) * deviation',
    plant: 'bound: deviation',
    caughtBy: golden('init/he_uniform/784x64'),
  },
  {
    error: "He's rule looks at the outputs of a layer",
    file: 'src/engine/initialisers/he.ts',
    find: 'draw: (config, { fanIn }, activationGain) => normalOf(resolveGain(config.gain, activationGain) / Math.sqrt(fanIn))',
    plant: 'draw: (config, { fanOut }, activationGain) => normalOf(resolveGain(config.gain, activationGain) / Math.sqrt(fanOut))',
    caughtBy: golden('init/he_normal/784x64'),
  },
  {
    error: 'the sample deviation divides by n',
    file: 'src/engine/statistics/moments.ts',
    find: 'squaredDeviations(values) / (values.length - 1)',
    plant: 'squaredDeviations(values) / values.length',
    caughtBy: golden('statistics/accuracy_n5'),
  },
  {
    error: 'the interquartile mean cuts whole values',
    file: 'src/engine/statistics/interquartile-mean.ts',
    find: 'return { from: n / 4, to: (3 * n) / 4 }',
    plant: 'return { from: Math.floor(n / 4), to: n - Math.floor(n / 4) }',
    caughtBy: golden('statistics/accuracy_n5'),
  },
  {
    error: 'quantiles take the nearest value',
    file: 'src/engine/statistics/quantiles.ts',
    find: 'const position = p * (sorted.length - 1)',
    plant: 'const position = Math.round(p * (sorted.length - 1))',
    caughtBy: golden('statistics/accuracy_n4'),
  },
  {
    error: 'precision and recall are exchanged',
    file: 'src/engine/metrics/class-scores.ts',
    find: 'precision: share(right, predicted), recall: share(right, support)',
    plant: 'precision: share(right, support), recall: share(right, predicted)',
    caughtBy: golden('classification/n40_k10'),
  },
  {
    error: 'the calibration error counts every bin the same',
    file: 'src/engine/metrics/calibration.ts',
    find: '(count / samples) * gaps[b]!',
    plant: '(Math.sign(count) / bins.length) * gaps[b]!',
    caughtBy: golden('classification/n60_k3'),
  },
  {
    error: 'every epoch takes its samples in the order of the first',
    file: 'src/engine/training/epoch-order.ts',
    find: "createStream(this.seed, 'shuffling', epoch)",
    plant: "createStream(this.seed, 'shuffling', 0)",
    caughtBy: unit('training/batch', 'EpochOrder > is a new permutation each epoch, the same for the same seed and epoch'),
  },
  {
    error: 'early stopping waits one evaluation too long',
    file: 'src/engine/training/early-stopping.ts',
    find: 'this.state[WAITED]! >= this.settings.patience',
    plant: 'this.state[WAITED]! > this.settings.patience',
    caughtBy: unit('training/early-stopping', 'patience > is how many evaluated epochs in a row bring no gain'),
  },
]
