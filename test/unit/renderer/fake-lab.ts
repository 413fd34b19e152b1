/** A lab without a process: answers from functions, events on demand. */
import { createClient, type LabClient } from '../../../src/api/client'
import type { Input } from '../../../src/api/contract'
import type { EventMessage } from '../../../src/api/events'
import { LabError } from '../../../src/api/failure'
import type { RunRow } from '../../../src/api/records'
import { packRuns, type RunPage } from '../../../src/api/run-page'
import { findPreset } from '../../../src/engine/config/presets'
import { baseTrial } from '../../../src/engine/config/trials'
import type { EpochScore } from '../../../src/engine/training/records'
import { failureOf } from '../../../src/renderer/failure'
import { storedRun } from '../stored-run'

export interface FakeLab {
  client: LabClient
  emit(message: EventMessage): void
  reconnect(): void
  /** Names of the operations called, in order. */
  calls: string[]
}

/** Operations that are not given fail with `not-found`. */
export function fakeLab(answers: Readonly<Record<string, (input: unknown) => unknown>>): FakeLab {
  const listeners = new Set<(message: EventMessage) => void>()
  const returns = new Set<() => void>()
  const calls: string[] = []
  const client = createClient({
    kind: 'loopback',
    async invoke(op, input) {
      calls.push(op)
      const answer = answers[op]
      try {
        if (!answer) throw new LabError('not-found', `The fake lab has no ${op}`)
        return { ok: true, value: await answer(input) }
      } catch (error) {
        return { ok: false, ...failureOf(error) }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    onReconnect(listener) {
      returns.add(listener)
      return () => void returns.delete(listener)
    },
  })
  return {
    client,
    calls,
    emit: (message) => listeners.forEach((listener) => listener(message)),
    reconnect: () => returns.forEach((listener) => listener()),
  }
}

export function score(epoch: number, loss: number, accuracy: number | null = null): EpochScore {
  return { epoch, train: { loss, accuracy }, validation: { loss: null, accuracy: null } }
}

/** A trial of figure 3 that has done 10 of 1000 epochs. */
export function runRow(changes: Partial<RunRow> = {}): RunRow {
  const preset = findPreset('fig3')
  if (!preset) throw new Error('no preset fig3')
  return storedRun(baseTrial(preset.config), { name: 'Fig. 3 · XOR', status: 'running', epochsDone: 10, seconds: 1, ...changes })
}

/** Answers `runs.page` with all of these runs, newest first, and that no more follow. */
export function pagesOf(runs: readonly RunRow[]): (input: unknown) => RunPage {
  return (input) => packRuns((input as Input<'runs.page'>).before === undefined ? runs : [])
}
