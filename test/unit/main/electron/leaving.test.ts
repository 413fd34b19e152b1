import { describe, expect, it } from 'vitest'
import { askLeaving, leavingQuestion } from '../../../../src/main/electron/ask-leaving'
import { Leaving, type LeavingChoice } from '../../../../src/main/electron/leaving'

/** A lab that trains `open`; each question is answered by the next call of `answer`. */
function playLab({ open = [1, 2], refusal = null }: { open?: number[]; refusal?: string | null } = {}) {
  const did: string[] = []
  let answer: (choice: LeavingChoice) => void = () => undefined
  const leaving = new Leaving({
    open: () => open,
    ask: (trials) => {
      did.push(`ask ${trials}`)
      return new Promise((resolve) => (answer = resolve))
    },
    hide: () => did.push('hide'),
    stop: async (trials) => {
      did.push(`stop ${trials.join(' ')}`)
      return refusal
    },
    complain: (reason) => did.push(`complain ${reason}`),
    quit: () => did.push('quit'),
  })
  const choose = async (choice: LeavingChoice) => {
    answer(choice)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { leaving, did, choose, open }
}

describe('whoever leaves while it trains', () => {
  it('is asked once at a time, and keeps it open', async () => {
    const { leaving, did, choose } = playLab()
    expect([leaving.mayLeave(), leaving.mayLeave()]).toEqual([false, false])
    await choose('stay')
    expect(did).toEqual(['ask 2'])
    expect(leaving.mayLeave()).toBe(false)
    expect(did).toEqual(['ask 2', 'ask 2'])
  })

  it('lets it go on in the background, and is asked again later', async () => {
    const { leaving, did, choose } = playLab()
    leaving.mayLeave()
    await choose('background')
    expect(did).toEqual(['ask 2', 'hide'])
    expect(leaving.mayLeave()).toBe(false)
  })

  it('quits instead where the last trial ended during the question', async () => {
    const { leaving, did, choose, open } = playLab()
    leaving.mayLeave()
    open.length = 0
    await choose('background')
    expect(did).toEqual(['ask 2', 'quit'])
  })

  it('pauses and quits: then nothing holds it back', async () => {
    const { leaving, did, choose } = playLab()
    leaving.mayLeave()
    await choose('pause')
    expect(did).toEqual(['ask 2', 'quit'])
    expect(leaving.mayLeave()).toBe(true)
  })

  it('stops what is open, then quits', async () => {
    const { leaving, did, choose } = playLab()
    leaving.mayLeave()
    await choose('stop')
    expect(did).toEqual(['ask 2', 'stop 1 2', 'quit'])
  })

  it('stays where the trials cannot be stopped, and says why', async () => {
    const { leaving, did, choose } = playLab({ refusal: 'the disk is full' })
    leaving.mayLeave()
    await choose('stop')
    expect(did).toEqual(['ask 2', 'stop 1 2', 'complain the disk is full'])
    expect(leaving.mayLeave()).toBe(false)
  })
})

it('asks nobody where nothing trains, and where the system ends', () => {
  const idle = playLab({ open: [] })
  expect(idle.leaving.mayLeave()).toBe(true)
  const training = playLab()
  training.leaving.leaveNow()
  expect(training.leaving.mayLeave()).toBe(true)
  expect(training.did).toEqual(['quit'])
})

it('asks with four buttons, of which Enter and Escape lose nothing', async () => {
  const { buttons, defaultId, cancelId, message } = leavingQuestion(1)
  expect(buttons).toEqual(['Go on in the background', 'Pause and quit', 'Stop and quit', 'Keep open'])
  expect([buttons?.[defaultId ?? 9], buttons?.[cancelId ?? 9], message]).toEqual(['Go on in the background', 'Keep open', 'A trial is not finished.'])
  const press = (response: number) => askLeaving({ showMessageBox: async () => ({ response, checkboxChecked: false }) }, 2)
  expect([await press(0), await press(1), await press(2), await press(3), await press(9)]).toEqual(['background', 'pause', 'stop', 'stay', 'stay'])
})
