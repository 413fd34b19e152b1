/** The data behind a figure as comma-separated values. */
import { expect, test } from 'vitest'
import type { RecordedFigure, RecordedTrial } from '../../../src/api/report'
import { curvesCsv, finalsCsv } from '../../../src/report/csv'
import { figureExperiment, figureSettings } from '../../../src/report/figures'

const trial = (seed: number, trainLoss: (number | null)[], changes: Partial<RecordedTrial> = {}): RecordedTrial => ({
  seed,
  run: seed,
  status: 'done',
  message: null,
  epochsDone: trainLoss.length - 1,
  trainLoss,
  trainAccuracy: null,
  validationLoss: null,
  validationAccuracy: null,
  secondsPerEpoch: 0.25,
  dataDigest: 'd',
  ...changes,
})

function recorded(trials: RecordedTrial[]): RecordedFigure {
  const [setting] = figureSettings(7, figureExperiment(7, 'quick'))
  return {
    figure: 7,
    variant: 'quick',
    epochs: 1,
    seeds: trials.map(({ seed }) => seed),
    settings: [{ label: setting!.label, beside: false, configDigest: 'c', config: setting!.config, trials }],
  }
}

test('finals: one line a trial, numbers in full, nothing where nothing is recorded, labels with commas in quotes', () => {
  const missing = trial(3, [], { run: null, status: 'missing', epochsDone: 0, secondsPerEpoch: null, dataDigest: null })
  const diverged = trial(2, [1, null], { status: 'diverged' })
  const text = finalsCsv(recorded([trial(1, [1, 0.1 + 0.2], { validationAccuracy: [0.1, 0.9] }), diverged, missing]))
  expect(text.split('\r\n')).toEqual([
    'setting,seed,status,epochs,train_loss,train_accuracy,validation_loss,validation_accuracy,seconds_per_epoch,data_sha256,config_sha256',
    '"[16, 16]",1,done,1,0.30000000000000004,,,0.9,0.25,d,c',
    '"[16, 16]",2,diverged,1,,,,,0.25,d,c',
    '"[16, 16]",3,missing,0,,,,,,,c',
    '',
  ])
})

test('curves: interquartile mean with quartiles and n; no quartiles below four trials, no line without a value', () => {
  // Of 1, 2, 3, 4 the middle half is 2 and 3; the quartiles of type 7 are 1.75 and 3.25.
  const four = curvesCsv(recorded([1, 2, 3, 4].map((value, i) => trial(i + 1, [value, null]))))
  expect(four).toBe('setting,measure,epoch,iqm,q1,q3,n\r\n"[16, 16]",train_loss,0,2.5,1.75,3.25,4\r\n')
  const two = curvesCsv(recorded([trial(1, [1, 5]), trial(2, [3])]))
  expect(two.split('\r\n').slice(1, 3)).toEqual(['"[16, 16]",train_loss,0,2,,,2', '"[16, 16]",train_loss,1,5,,,1'])
})
