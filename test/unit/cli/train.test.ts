/** `lab train` on a lab that is played by the test. */
import { describe, expect, test } from 'vitest'
import type { EventMessage } from '../../../src/api/events'
import { LabError, type Result } from '../../../src/api/failure'
import { train } from '../../../src/cli/commands/train'
import { describeError, exitCodeOf, UsageError } from '../../../src/cli/exit-codes'
import { watchInterruption, type Interruption } from '../../../src/cli/interruption'
import { createTerminal } from '../../../src/cli/terminal'
import type { Lab } from '../../../src/main/lab/options'
import { config, epoch, runRow } from './rows'

/** A lab that says `script` when the experiment starts, and stops runs when told. */
function playedLab(script: (emit: (message: EventMessage) => void) => void) {
  const listeners = new Set<(message: EventMessage) => void>()
  const emit = (message: EventMessage) => listeners.forEach((listener) => listener(message))
  const calls: string[] = []
  const answer = (op: unknown): Result<unknown> => {
    if (op === 'experiments.start') {
      const runs = [runRow(1, 'queued'), runRow(2, 'queued')]
      for (const run of runs) emit({ event: 'run', data: run })
      setTimeout(() => script(emit))
      return { ok: true, value: { experiment: {}, runs } }
    }
    if (op === 'runs.list') return { ok: true, value: [runRow(7, 'interrupted'), runRow(8, 'stopped')] }
    for (const id of [1, 2]) emit({ event: 'run', data: runRow(id, 'stopped') })
    return { ok: true, value: [] }
  }
  const lab: Lab = {
    invoke: async (op, input) => {
      calls.push(`${String(op)} ${JSON.stringify(input).slice(0, 20)}`)
      return answer(op)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => void calls.push('close'),
  }
  return { lab, calls }
}

function quietInterruption(): Interruption {
  return { signal: new AbortController().signal, exitCode: 0, release: () => undefined }
}

function screen() {
  const written = { out: '', err: '' }
  return { written, terminal: createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) }) }
}

const score = (number: number, loss: number) => ({ epoch: number, train: { loss, accuracy: null }, validation: { loss: null, accuracy: null } })

describe('a whole training', () => {
  test('prints each epoch as one line and ends with the runs', async () => {
    const { written, terminal } = screen()
    const { lab, calls } = playedLab((emit) => {
      emit({ event: 'epochs', data: { run: 1, epochs: [epoch(0, 3), epoch(1, 2)] } })
      emit({ event: 'run', data: runRow(1, 'done', { last: score(1, 2), best: score(1, 2) }) })
      emit({ event: 'run', data: runRow(2, 'done') })
    })
    expect(await train({ config, lab, terminal, json: true, version: '1', interruption: quietInterruption() })).toBe(0)
    expect(written.out.trimEnd().split('\n')).toEqual([
      '{"event":"epoch","run":1,"seed":1,"epoch":0,"seconds":0,"train":{"loss":3,"accuracy":null},"validation":{"loss":null,"accuracy":null}}',
      '{"event":"epoch","run":1,"seed":1,"epoch":1,"seconds":0.25,"train":{"loss":2,"accuracy":null},"validation":{"loss":null,"accuracy":null}}',
      '{"event":"done","runs":[{"run":1,"seed":1,"status":"done","last":{"epoch":1,"train":{"loss":2,"accuracy":null},"validation":{"loss":null,"accuracy":null}},' +
        '"best":{"epoch":1,"train":{"loss":2,"accuracy":null},"validation":{"loss":null,"accuracy":null}}},{"run":2,"seed":2,"status":"done","last":null,"best":null}]}',
    ])
    expect(calls).toEqual([expect.stringContaining('runs.list'), expect.stringContaining('experiments.start'), 'close'])
    expect(written.err).toContain('1 run was cut off before the end: lab resume --all goes on')
  })

  test('without --json a table ends it', async () => {
    const { written, terminal } = screen()
    const { lab } = playedLab((emit) => {
      emit({ event: 'run', data: runRow(1, 'done', { epochsDone: 2, last: score(2, 0.5), best: score(1, 0.25) }) })
      emit({ event: 'run', data: runRow(2, 'done') })
    })
    await train({ config, lab, terminal, json: false, version: '1', interruption: quietInterruption() })
    const [head, first] = written.out.split('\n')
    expect(head).toMatch(/^Run +Setting +Seed +Status +Epochs +Train loss/)
    expect(first!.trim().split(/ {2,}/)).toEqual(['1', '1', 'done', '2', '0.5000', '–', '–', '–', '1', '0.0 s'])
    expect(written.err).toContain('Training Tiny: 2 runs, numbers 1 to 2')
  })

  test.each(['failed', 'diverged', 'interrupted'] as const)('ends with 1 when a run %s, and says why', async (status) => {
    const { written, terminal } = screen()
    const { lab } = playedLab((emit) => {
      emit({ event: 'run', data: runRow(1, 'done') })
      emit({ event: 'run', data: runRow(2, status, { message: 'for a reason' }) })
    })
    expect(await train({ config, lab, terminal, json: true, version: '1', interruption: quietInterruption() })).toBe(1)
    expect(written.err).toContain(`Run 2 (seed 2) ${status}: for a reason`)
  })
})

test('an interruption stops the runs, reports them and ends with its code', async () => {
  const { written, terminal } = screen()
  const controller = new AbortController()
  const { lab, calls } = playedLab((emit) => {
    emit({ event: 'epochs', data: { run: 1, epochs: [epoch(0, 3)] } })
    controller.abort()
  })
  const interruption = { signal: controller.signal, exitCode: 130, release: () => undefined }
  expect(await train({ config, lab, terminal, json: true, version: '1', interruption })).toBe(130)
  expect(calls.slice(2)).toEqual(['runs.stop {"runs":[1,2]}', 'close'])
  expect(written.out).toContain('"status":"stopped"')
  expect(written.err).toContain('lab resume --experiment 1 goes on from here')
})

describe('signals', () => {
  function source() {
    const listeners = new Map<string, () => void>()
    return { on: (name: string, listener: () => void) => listeners.set(name, listener), off: (name: string) => listeners.delete(name), listeners }
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('%s ends with %d; the same one passed on again is not a second one', (name, code) => {
    const insisted: number[] = []
    const from = source()
    const interruption = watchInterruption(from, new AbortController().signal, (exitCode) => insisted.push(exitCode))
    expect(interruption.signal.aborted).toBe(false)
    from.listeners.get(name)!()
    from.listeners.get(name)!()
    expect([interruption.signal.aborted, interruption.exitCode, insisted]).toEqual([true, code, []])
    interruption.release()
    expect(from.listeners.size).toBe(0)
  })

  test('a closed output ends the command too, and is no failure', () => {
    const closed = new AbortController()
    const interruption = watchInterruption(source(), closed.signal, () => undefined)
    closed.abort()
    expect([interruption.signal.aborted, interruption.exitCode]).toEqual([true, 0])
  })
})

describe('errors', () => {
  test('what was typed wrong ends with 2, everything else with 1', () => {
    expect([new UsageError('x'), new LabError('invalid', 'x'), new LabError('busy', 'x'), new Error('x')].map(exitCodeOf)).toEqual([2, 2, 1, 1])
  })

  test('the field is named once', () => {
    expect(describeError(new LabError('invalid', 'Epochs takes more', 'epochs'))).toBe('epochs: Epochs takes more')
    expect(describeError(new LabError('invalid', 'There is no epochs', 'epochs'))).toBe('There is no epochs')
    expect(describeError('odd')).toBe('odd')
  })
})
