/** Which curves the Run room draws, and the scores it tells. */
import { describe, expect, test } from 'vitest'
import { ofRecords, type TrialCurves } from '../../../../../src/charts/compare/trial-curves'
import { keepEqual } from '../../../../../src/renderer/composables/keepEqual'
import { groupBySetting } from '../../../../../src/renderer/rooms/run/settingGroups'
import { isRecorded, runCurves } from '../../../../../src/renderer/rooms/run/curves'
import { headlineScore, spreadOf } from '../../../../../src/renderer/rooms/run/scores'
import { steerable, toResume } from '../../../../../src/renderer/rooms/run/steering'
import { runRow, score } from '../../fake-lab'

const epochs = (validation: number | null): TrialCurves =>
  ofRecords(
    [0, 1].map((epoch) => ({
      epoch,
      train: { loss: 1 - epoch / 2, accuracy: null },
      validation: { loss: validation, accuracy: null },
      learningRate: 0.1,
      seconds: 0,
      weightDigest: '',
    })),
  )
const words = { train: 'Training', validation: 'Validation', seed: (seed: number) => `seed ${seed}` }
const labels = (curves: ReturnType<typeof runCurves>) => curves.filter((curve) => curve.kind === 'band' || curve.emphasis !== 'trial').map(({ label }) => label)

describe('curves', () => {
  const one = [runRow({ id: 1, seed: 1 })]
  const five = [1, 2, 3, 4, 5].map((seed) => runRow({ id: seed, seed }))
  test('one trial has training and, where it is recorded, validation', () => {
    const groups = [{ setting: '', colour: 1, trials: one }]
    const wishes = { groups, chosen: one[0]!, measure: 'loss', part: 'validation', words } as const
    expect(labels(runCurves({ ...wishes, recorded: new Map([[1, epochs(0.4)]]) }))).toEqual(['Training', 'Validation'])
    expect(labels(runCurves({ ...wishes, recorded: new Map([[1, epochs(null)]]) }))).toEqual(['Training'])
  })
  test('several trials are a band with the chosen one beside it', () => {
    const curves = runCurves({
      groups: [{ setting: '', colour: 1, trials: five }],
      recorded: new Map(five.map(({ id }) => [id, epochs(null)])),
      chosen: five[2]!,
      measure: 'loss',
      part: 'train',
      words,
    })
    expect(labels(curves)).toEqual(['Training', 'seed 3'])
    expect(curves[0]).toMatchObject({ kind: 'band', n: 5 })
  })
  test('a sweep has a curve a setting, in the colour of its runs', () => {
    const groups = ['ReLU', 'TanH'].map((setting, i) => ({ setting, colour: i + 3, trials: [five[i]!] }))
    const recorded = new Map([
      [1, epochs(0.4)],
      [2, epochs(0.3)],
    ])
    const curves = runCurves({ groups, recorded, chosen: five[0]!, measure: 'loss', part: 'validation', words })
    expect(curves.map(({ label, slot }) => [label, slot])).toEqual([
      ['ReLU', 3],
      ['TanH', 4],
    ])
  })
  test('a measure is recorded when any trial has it', () => {
    const recorded = new Map([[1, epochs(null)]])
    expect(isRecorded(recorded, 'train', 'loss')).toBe(true)
    expect(isRecorded(recorded, 'validation', 'loss')).toBe(false)
    expect(isRecorded(recorded, 'train', 'accuracy')).toBe(false)
  })
})

describe('scores', () => {
  test('are those of the validation data where there are any', () => {
    expect(headlineScore({ epoch: 1, train: { loss: 1, accuracy: 0.5 }, validation: { loss: 2, accuracy: null } }, 'loss')).toBe(2)
    expect(headlineScore({ epoch: 1, train: { loss: 1, accuracy: 0.5 }, validation: { loss: 2, accuracy: null } }, 'accuracy')).toBe(0.5)
    expect(headlineScore(null, 'loss')).toBeNull()
  })
  test('of many trials are the interquartile mean with the quartiles', () => {
    // Of 1, 2, 3, 10 the middle half is 2 and 3: mean 2.5; type 7 quartiles at 0.75 and 2.25 of the way.
    const rows = [1, 2, 3, 10].map((loss, i) => runRow({ id: i, last: score(5, loss) }))
    expect(spreadOf(rows, 'loss')).toEqual({ centre: 2.5, low: 1.75, high: 4.75, n: 4 })
    expect(spreadOf(rows.slice(0, 2), 'loss')).toEqual({ centre: 1.5, low: null, high: null, n: 2 })
    expect(spreadOf([runRow()], 'loss')).toBeNull()
  })
})

test('what can be done with a trial follows from its status', () => {
  const rows = (['queued', 'running', 'paused', 'done', 'stopped', 'diverged', 'interrupted', 'failed'] as const).map((status, id) => runRow({ id, status }))
  expect(steerable(rows, 'pause').map(({ status }) => status)).toEqual(['queued', 'running'])
  expect(steerable(rows, 'resume').map(({ status }) => status)).toEqual(['paused', 'stopped', 'interrupted'])
  expect(steerable(rows, 'stop').map(({ status }) => status)).toEqual(['queued', 'running', 'paused'])
})

test('resuming all leaves stopped trials alone while others are paused', () => {
  const paused = runRow({ id: 1, status: 'paused' })
  const stopped = runRow({ id: 2, status: 'stopped' })
  expect(toResume([paused, stopped])).toEqual([paused])
  expect(toResume([stopped])).toEqual([stopped])
})

test('what the curves are about stays the same object while the trials train', () => {
  const before = groupBySetting([runRow({ id: 1, seed: 4, setting: 'ReLU', colour: 2, epochsDone: 1 })])
  expect(before).toEqual([{ setting: 'ReLU', colour: 2, trials: [{ id: 1, seed: 4 }] }])
  expect(keepEqual(before, groupBySetting([runRow({ id: 1, seed: 4, setting: 'ReLU', colour: 2, epochsDone: 2 })]))).toBe(before)
  expect(keepEqual(before, groupBySetting([runRow({ id: 2, seed: 4, setting: 'ReLU', colour: 2 })]))).not.toBe(before)
})
