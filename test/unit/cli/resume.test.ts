/** `lab resume` on a lab that is played by the test. */
import { expect, test } from 'vitest'
import type { EventMessage } from '../../../src/api/events'
import type { RunRow } from '../../../src/api/records'
import { noteCutOff } from '../../../src/cli/cut-off'
import { checkChoice, resume, type ResumeChoice } from '../../../src/cli/commands/resume'
import { UsageError } from '../../../src/cli/exit-codes'
import { createTerminal } from '../../../src/cli/terminal'
import type { Lab } from '../../../src/main/lab/options'
import { epoch, runRow } from './rows'

/** Newest first, as the lab lists them. */
const stored: RunRow[] = [
  runRow(6, 'interrupted', { experiment: 3, engineVersion: '0.9' }),
  runRow(5, 'interrupted', { experiment: 2 }),
  runRow(4, 'stopped', { experiment: 2 }),
  runRow(3, 'done', { experiment: 2 }),
  runRow(2, 'interrupted', { engineVersion: '' }),
  runRow(1, 'interrupted'),
]

/** Resumes with version 1; each resumed run reports its second epoch and is done. */
async function play(choice: ResumeChoice) {
  const listeners = new Set<(message: EventMessage) => void>()
  const emit = (message: EventMessage) => listeners.forEach((listener) => listener(message))
  const resumed: number[] = []
  const lab: Lab = {
    invoke: async (op, input) => {
      if (op === 'runs.list') return { ok: true, value: stored }
      if (op === 'experiments.get') return { ok: true, value: {} }
      const { runs } = input as { runs: number[] }
      resumed.push(...runs)
      setTimeout(() => {
        for (const run of runs) {
          emit({ event: 'epochs', data: { run, epochs: [epoch(2, 1)] } })
          emit({ event: 'run', data: runRow(run, 'done') })
        }
      })
      return { ok: true, value: runs.map((run) => runRow(run, 'queued')) }
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => undefined,
  }
  const written = { out: '', err: '' }
  const terminal = createTerminal({ write: (text) => (written.out += text) }, { write: (text) => (written.err += text) })
  const interruption = { signal: new AbortController().signal, exitCode: 0, release: () => undefined }
  const code = await resume({ ...choice, lab, terminal, json: true, interruption, version: '1' })
  return { code, resumed, written }
}

test('--all takes what was cut off and can go on, the oldest first, and prints the lines of lab train', async () => {
  const { code, resumed, written } = await play({ all: true })
  expect(resumed).toEqual([1, 2, 5])
  expect(code).toBe(0)
  const lines = written.out.trimEnd().split('\n').map((line) => JSON.parse(line) as { event: string; run?: number; epoch?: number }) // prettier-ignore
  expect(lines.map(({ event, run }) => [event, run])).toEqual([['epoch', 1], ['epoch', 2], ['epoch', 5], ['done', undefined]]) // prettier-ignore
  expect(written.err).toContain('Going on with 3 runs, numbers 1, 2, 5')
})

test('an experiment takes what was stopped too', async () => {
  expect((await play({ experiment: 2 })).resumed).toEqual([4, 5])
})

test('numbers are taken as they are, each once: the lab says what it thinks of them', async () => {
  expect((await play({ runs: [3, 1, 3] })).resumed).toEqual([3, 1])
})

test('an experiment of another version names both versions', async () => {
  await expect(play({ experiment: 3 })).rejects.toThrow('Experiment 3 was trained by version 0.9, this is version 1')
})

test('an experiment without such a run is no failure', async () => {
  const { code, resumed, written } = await play({ experiment: 9 })
  expect([code, resumed]).toEqual([0, []])
  expect(written.err).toContain('No run waits to go on')
})

test('one way of choosing, and no more', () => {
  for (const choice of [{}, { runs: [] }, { runs: [1], all: true }, { experiment: 1, all: true }]) expect(() => checkChoice(choice)).toThrow(UsageError)
  for (const choice of [{ runs: [1] }, { experiment: 1 }, { all: true }]) expect(() => checkChoice(choice)).not.toThrow()
})

test('what was cut off is mentioned in one line, and nothing where nothing was', () => {
  const notes: string[] = []
  const terminal = createTerminal({ write: () => undefined }, { write: (text) => notes.push(text) })
  noteCutOff(terminal, stored, '1')
  noteCutOff(terminal, [runRow(1, 'stopped')], '1')
  expect(notes).toEqual(['3 runs were cut off before the end: lab resume --all goes on, to the same bits.\n'])
})
