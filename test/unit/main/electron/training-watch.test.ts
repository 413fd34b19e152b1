import { beforeEach, describe, expect, it } from 'vitest'
import type { RunRow, RunStatus } from '../../../../src/api/records'
import { noticeOf } from '../../../../src/main/electron/notice'
import { taskbarValue } from '../../../../src/main/electron/taskbar'
import { TrainingWatch, type EndedExperiment } from '../../../../src/main/electron/training-watch'
import { findPreset } from '../../../../src/engine/config/presets'
import { baseTrial } from '../../../../src/engine/config/trials'
import { storedRun } from '../../stored-run'

const config = baseTrial(findPreset('fig3')!.config)

let now = 0
let ended: EndedExperiment[] = []
let changes = 0
let watch: TrainingWatch
beforeEach(() => {
  now = 0
  ended = []
  changes = 0
  watch = new TrainingWatch({ now: () => now, onChange: () => changes++, onEnd: (experiment) => ended.push(experiment) })
})

function say(id: number, status: RunStatus, changes: Partial<RunRow> = {}): void {
  watch.hear({ event: 'run', data: storedRun(config, { id, name: 'XOR', epochs: 10, status, ...changes }) })
}

describe('what is open', () => {
  it('are trials that wait or train; a paused one waits for somebody', () => {
    say(1, 'running')
    say(2, 'queued')
    say(3, 'paused')
    expect(watch.open).toEqual([1, 2])
    say(1, 'done', { epochsDone: 10 })
    expect(watch.open).toEqual([2])
  })

  it('are no runs that had ended before they were renamed', () => {
    say(1, 'done')
    expect(watch.open).toEqual([])
    expect(watch.fraction).toBeNull()
    expect(ended).toEqual([])
  })

  it('is nothing after another database was put in its place', () => {
    say(1, 'running')
    watch.hear({ event: 'replaced', data: { backup: 'x' } })
    expect(watch.open).toEqual([])
  })
})

describe('the fraction', () => {
  it('counts epochs of all trials, the begun one in parts', () => {
    say(1, 'running')
    say(2, 'queued')
    expect(watch.fraction).toBe(0)
    watch.hear({ event: 'epochs', data: { run: 1, epochs: [epoch(3), epoch(4)] } })
    // 4 of 20
    expect(watch.fraction).toBeCloseTo(0.2)
    watch.hear({ event: 'progress', data: { run: 1, epoch: 4, batch: 1, batches: 2 } })
    // 4.5 of 20
    expect(watch.fraction).toBeCloseTo(0.225)
    // The first one stopped early: no more than its 4 epochs are to come from it, and 10 from the other.
    say(1, 'stopped', { epochsDone: 4 })
    expect(watch.fraction).toBeCloseTo(4 / 14)
  })

  it('takes the bar away when nothing is open, and is shown in whole percent', () => {
    expect(taskbarValue(null)).toBe(-1)
    expect([0, 0.339, 0.3, 1, 1.5].map(taskbarValue)).toEqual([0, 0.33, 0.3, 1, 1])
  })
})

describe('the end of an experiment', () => {
  it('is told once, when its last trial has ended, with its time', () => {
    say(1, 'queued', { setting: 'rate 0.1', name: 'Rates · rate 0.1' })
    say(2, 'queued')
    now = 5000
    say(1, 'running', { setting: 'rate 0.1', name: 'Rates · rate 0.1' })
    now = 65_000
    say(1, 'done', { setting: 'rate 0.1', name: 'Rates · rate 0.1' })
    expect(ended).toEqual([])
    say(2, 'running')
    now = 95_000
    say(2, 'diverged')
    expect(ended).toEqual([{ experiment: 1, name: 'Rates', seconds: 90, statuses: ['done', 'diverged'] }])
    say(2, 'diverged')
    expect(ended).toHaveLength(1)
  })

  it('leaves other experiments alone, and is none where nothing ran', () => {
    say(1, 'queued')
    say(9, 'running', { experiment: 2 })
    say(1, 'stopped')
    expect(ended).toEqual([])
    expect(watch.open).toEqual([9])
  })

  it('is of what is trained again, not of what was before', () => {
    say(1, 'running')
    now = 100_000
    say(1, 'interrupted')
    say(1, 'queued')
    say(1, 'running')
    now = 101_000
    say(1, 'done')
    expect(ended.map(({ seconds }) => seconds)).toEqual([100, 1])
  })
})

describe('the notice', () => {
  const long: EndedExperiment = { experiment: 1, name: 'Rates', seconds: 185, statuses: ['done', 'done', 'diverged'] }

  it('says what came of a long experiment', () => {
    expect(noticeOf(long, false)).toEqual({ title: 'Rates', body: '3 trials: 2 done, 1 diverged after 3 min.' })
    expect(noticeOf({ ...long, seconds: 7500, statuses: ['done'] }, false)?.body).toBe('1 trial done after 2 h 5 min.')
    expect(noticeOf({ ...long, seconds: 3600, statuses: ['failed', 'failed'] }, false)?.body).toBe('2 trials failed after 1 h.')
  })

  it('is none for whoever looks, for a short one, and for one that was stopped', () => {
    expect(noticeOf(long, true)).toBeNull()
    expect(noticeOf({ ...long, seconds: 59.9 }, false)).toBeNull()
    expect(noticeOf({ ...long, statuses: ['stopped', 'stopped'] }, false)).toBeNull()
  })
})

function epoch(number: number) {
  const score = { loss: 1, accuracy: null }
  return { epoch: number, train: score, validation: score, learningRate: 0.1, seconds: 0, weightDigest: '' }
}
