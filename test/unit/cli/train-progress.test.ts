/** The line that says how far an experiment is. */
import { expect, test } from 'vitest'
import { countEpochs, describeEnd, describeScore, TrainProgress } from '../../../src/cli/train-progress'
import { epoch, runRow } from './rows'

test('names position, scores and the time left at the pace so far', () => {
  let now = 0
  const progress = new TrainProgress(() => now, true)
  const runs = [runRow(1, 'running', { epochs: 10 }), runRow(2, 'queued', { epochs: 10 })]
  expect(progress.afterEpochs(runs, runs[0]!, [epoch(0, 3)])).toBe('0 of 2 runs ended · run 1 epoch 0 of 10 · loss 3.000')
  // 5 epochs in 10 s, 15 of 20 to go: 30 s.
  now = 10_000
  const line = progress.afterEpochs(
    runs,
    runs[0]!,
    [1, 2, 3, 4, 5].map((number) => epoch(number, 0.5)),
  )
  expect(line).toBe('0 of 2 runs ended · run 1 epoch 5 of 10 · loss 0.5000 · about 30 s left')
})

test('nothing is left after the last epoch, though the row does not say so yet', () => {
  let now = 0
  const progress = new TrainProgress(() => now, true)
  const run = runRow(1, 'running', { epochs: 1 })
  now = 1000
  expect(progress.afterEpochs([run], run, [epoch(0, 1), epoch(1, 1)])).toBe('run 1 epoch 1 of 1 · loss 1.000')
})

test('a log gets fewer lines than a screen', () => {
  let now = 0
  const run = runRow(1, 'running', { epochs: 10 })
  const lines = (interactive: boolean) => {
    const progress = new TrainProgress(() => now, interactive)
    return [0, 1000, 5000].filter((time) => {
      now = time
      return progress.afterEpochs([run], run, [epoch(1, 1)]) !== null
    })
  }
  expect(lines(true)).toEqual([0, 1000, 5000])
  expect(lines(false)).toEqual([0, 5000])
})

test('validation accuracy counts more than that of training', () => {
  const train = { loss: 0.5, accuracy: 0.9 }
  expect(describeScore({ train, validation: { loss: 0.25, accuracy: 0.95 } })).toBe('loss 0.5000, validation loss 0.2500, validation accuracy 95.00 %')
  expect(describeScore({ train, validation: { loss: null, accuracy: null } })).toBe('loss 0.5000, accuracy 90.00 %')
})

test('one epoch is one epoch', () => {
  expect([1, 2].map(countEpochs)).toEqual(['1 epoch', '2 epochs'])
})

test('a run that ended early says why', () => {
  const message = 'Stopped early after epoch 3 of 10: no gain in training loss in 2 evaluations'
  const run = runRow(1, 'done', { epochs: 10, epochsDone: 3, message, seconds: 2 })
  expect(describeEnd(run)).toBe(`Run 1 (seed 1) done: ${message}, after 3 epochs in 2.0 s`)
})
