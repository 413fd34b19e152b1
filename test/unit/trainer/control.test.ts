import { describe, expect, test } from 'vitest'
import { maxUnacknowledged, TrialControl } from '../../../src/trainer/control'

/** Whether a promise is settled once all that is due has run. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false
  void promise.then(() => (settled = true))
  await new Promise((resolve) => setImmediate(resolve))
  return settled
}

describe('a trial under control', () => {
  test('heeds the wish that asks for more', () => {
    const control = new TrialControl()
    expect(control.wish).toBeNull()
    control.ask('pause')
    control.ask('stop')
    control.ask('leave')
    expect(control.wish).toBe('stop')
  })

  test('hands on the rate that was wanted last, once', () => {
    const control = new TrialControl()
    control.askRate({ learningRate: 0.1, notBefore: 1 })
    control.askRate({ learningRate: 0.2, notBefore: 3 })
    expect(control.takeRate()).toEqual({ learningRate: 0.2, notBefore: 3 })
    expect(control.takeRate()).toBeNull()
  })

  test('waits for the disk when too many batches are on their way', async () => {
    const control = new TrialControl()
    for (let i = 0; i < maxUnacknowledged; i++) control.sent()
    const room = control.room()
    expect(await isSettled(room)).toBe(false)
    control.acknowledged()
    expect(await isSettled(room)).toBe(true)
  })

  test('does not keep a wish waiting for the disk', async () => {
    const control = new TrialControl()
    for (let i = 0; i < maxUnacknowledged; i++) control.sent()
    const room = control.room()
    control.ask('stop')
    expect(await isSettled(room)).toBe(true)
  })

  test('is settled when the last batch is acknowledged', async () => {
    const control = new TrialControl()
    control.sent()
    control.sent()
    const settled = control.settled()
    control.acknowledged()
    expect(await isSettled(settled)).toBe(false)
    control.acknowledged()
    expect(await isSettled(settled)).toBe(true)
  })
})
