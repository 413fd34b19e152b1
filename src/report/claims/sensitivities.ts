/** What decides verdicts besides the claims themselves: reductions, ranges of data and settings, with what is recorded of them. */
import type { RecordedSetting } from '../../api/report'
import type { Measurement, Sensitivity } from '../claims'
import type { ReportEvidence } from '../evidence'
import { valueAt, wholeTrials } from '../trials'
import { accuracies, compare } from './comparison'
import { Measurer } from './measurer'
import { above } from './region'
import { finalAccuracy, rowsOf, type Sample } from './sample'
import { iqm, shareBelow } from './statistics'

/** Resamples of its own for what is measured beside a claim. */
const besideTheClaim = 50

const ofFigure3 =
  'Points are drawn over the whole square [−1, 1]² without a margin, and the gradient is summed over the samples. A margin between the classes ' +
  'lets every XOR trial reach an accuracy of 1; the unit square, or the mean instead of the sum, lets the median trial fail.'
const ofFigure8 =
  'The verdict takes the mean over the batch. The sum makes the steps of SGD 128 times as long at the same learning rate, while those of Adam ' +
  'hardly change: after 20 epochs of PyTorch plain SGD is at 0.79 with the mean and at 0.974 with the sum. Both are recorded.'

/** The notes of figures 3 and 8, with what the data says of them. */
export function sensitivities(evidence: ReportEvidence): Sensitivity[] {
  return [
    { figure: 3, note: ofFigure3, measurements: solvedXor(evidence) },
    { figure: 8, note: ofFigure8, measurements: withTheSum(evidence) },
  ]
}

/** How many trials XOR leaves unsolved under the settled data and reduction. */
function solvedXor({ figures }: ReportEvidence): Measurement[] {
  const recorded = figures.get(3)
  const [setting] = recorded?.settings ?? []
  if (!recorded || !setting || wholeTrials(setting).length === 0) return []
  const rows = rowsOf(sampleOfSetting(setting, recorded.epochs), [({ trainAccuracy }, epochs) => valueAt(trainAccuracy, epochs)])
  return [new Measurer('3b', besideTheClaim).measure({ name: 'Trials that end below an accuracy of 0.98', unit: 'share' }, rows, shareBelow(0.98))]
}

/** Final accuracies of the optimizers with the sum, and the differences that claim 8a looks at with the mean. */
function withTheSum({ figures }: ReportEvidence): Measurement[] {
  const recorded = figures.get(8)
  const beside = (recorded?.settings ?? []).filter((setting) => setting.beside && wholeTrials(setting).length > 0)
  if (!recorded || beside.length === 0) return []
  const measurer = new Measurer('8a', besideTheClaim)
  const find = (name: string) => beside.filter(({ config }) => config.optimizer.name === name).map((setting) => sampleOfSetting(setting, recorded.epochs))
  const [[adam], [momentum], [sgd]] = [find('adam'), find('momentum'), find('sgd')]
  const finals = [adam, momentum, sgd].flatMap((sample) =>
    sample ? [measurer.measure({ name: `Final accuracy, ${sample.needed.words}`, unit: 'accuracy' }, rowsOf(sample, [finalAccuracy]), iqm)] : [],
  )
  const steps = [
    [adam, momentum],
    [momentum, sgd],
  ].flatMap(([a, b]) => (a && b ? [compare(measurer, accuracies, [a, b], above(0)).measurement] : []))
  return [...finals, ...steps]
}

const optimizerWords: Readonly<Record<string, string>> = { adam: 'Adam', momentum: 'SGD with momentum', sgd: 'SGD' }

function sampleOfSetting(setting: RecordedSetting, epochs: number): Sample {
  const { name } = setting.config.optimizer
  const words = `${optimizerWords[name] ?? name} (sum)`
  return { needed: { figure: 8, words, is: () => true }, epochs, whole: wholeTrials(setting), left: { diverged: 0, missing: 0 } }
}
