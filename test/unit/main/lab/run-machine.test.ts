import { expect, test } from 'vitest'
import { isLeaving, liveEvents, liveStates, nextLiveState, statusWhenPaused, type LiveEvent, type LiveState } from '../../../../src/main/lab/run-machine'

const after = (...events: LiveEvent[]): LiveState => events.reduce<LiveState>((state, event) => nextLiveState(state, event), 'waiting')

test('a run trains, pauses or stops, and leaves', () => {
  expect(after('begin')).toBe('training')
  expect(after('begin', 'pause')).toBe('pausing')
  expect(after('begin', 'stop')).toBe('stopping')
  expect(after('begin', 'pause', 'leave')).toBe('left')
})

test('a stop wins over a pause, whichever was asked for first', () => {
  expect(after('begin', 'pause', 'stop')).toBe('stopping')
  expect(after('begin', 'stop', 'pause')).toBe('stopping')
  expect(statusWhenPaused(after('begin', 'pause'))).toBe('paused')
  expect(statusWhenPaused(after('begin', 'pause', 'stop'))).toBe('stopped')
})

test('a wish that crosses the beginning is kept', () => {
  expect(after('pause', 'begin')).toBe('pausing')
  expect(after('stop', 'begin')).toBe('stopping')
})

test('a trial begins once', () => {
  expect(() => after('begin', 'begin')).toThrow('A run that is training cannot take "begin"')
})

test('what is refused stays so until it leaves, and nothing happens to a run that has left', () => {
  for (const event of liveEvents) expect(nextLiveState('refused', event)).toBe(event === 'leave' ? 'left' : 'refused')
  for (const event of liveEvents) expect(() => nextLiveState('left', event)).toThrow('A run that is left')
})

test('from every state a run can be asked to stop, refused, and left', () => {
  for (const state of liveStates.filter((one) => one !== 'left')) {
    expect(isLeaving(nextLiveState(state, 'stop')) || state === 'refused').toBe(true)
    expect(nextLiveState(state, 'refuse')).toBe('refused')
    expect(nextLiveState(state, 'leave')).toBe('left')
  }
})
