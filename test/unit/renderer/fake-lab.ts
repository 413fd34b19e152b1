/** A lab without a process: answers from functions, events on demand. */
import { createClient, type LabClient } from '../../../src/api/client'
import type { EventMessage } from '../../../src/api/contract'
import { LabError } from '../../../src/api/failure'
import type { RunRow } from '../../../src/api/records'
import { findPreset } from '../../../src/engine/config/presets'
import { baseTrial } from '../../../src/engine/config/trials'
import type { EpochScore } from '../../../src/engine/training/records'
import { failureOf } from '../../../src/renderer/failure'

export interface FakeLab {
  client: LabClient
  emit(message: EventMessage): void
  reconnect(): void
  /** Names of the operations called, in order. */
  calls: string[]
}

/** Operations that are not given fail with `not-found`. */
export function fakeLab(answers: Readonly<Record<string, () => unknown>>): FakeLab {
  const listeners = new Set<(message: EventMessage) => void>()
  const returns = new Set<() => void>()
  const calls: string[] = []
  const client = createClient({
    kind: 'loopback',
    async invoke(op) {
      calls.push(op)
      const answer = answers[op]
      try {
        if (!answer) throw new LabError('not-found', `The fake lab has no ${op}`)
        return { ok: true, value: answer() }
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
  return {
    id: 1,
    experiment: 1,
    name: 'Fig. 3 · XOR',
    setting: '',
    seed: 1,
    configDigest: '0'.repeat(64),
    config: baseTrial(preset.config),
    status: 'running',
    message: null,
    kernels: 'reference',
    engineVersion: '1',
    dataDigest: null,
    epochs: 1000,
    epochsDone: 10,
    last: null,
    best: null,
    seconds: 1,
    colour: 1,
    tags: [],
    note: '',
    pinned: false,
    archived: false,
    locked: false,
    trashedAt: null,
    createdAt: '2026-11-20T09:00:00.000Z',
    finishedAt: null,
    ...changes,
  }
}
