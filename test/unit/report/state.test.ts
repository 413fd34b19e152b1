/** States of a figure, and which size of it is shown. */
import { expect, test } from 'vitest'
import type { VariantProgress } from '../../../src/api/report'
import { figureState, shownVariant } from '../../../src/report/state'

const of = (changes: Partial<VariantProgress> = {}): VariantProgress => {
  const counts = { done: 0, diverged: 0, open: 0, broken: 0, ...changes }
  const ended = counts.done + counts.diverged
  return { trials: 4, missing: 4 - ended - counts.open - counts.broken, epochsDone: 10 * ended, epochs: 40, seconds: 0, ...counts }
}

test.each([
  ['nothing recorded', of(), of(), { kind: 'not run' }, 'full'],
  ['the quick look runs', of(), of({ open: 2, done: 1, epochsDone: 20 }), { kind: 'running', variant: 'quick', share: 0.5 }, 'quick'],
  ['a quick look', of(), of({ done: 3, diverged: 1 }), { kind: 'quick' }, 'quick'],
  ['part of the full size beside a quick look', of({ done: 1 }), of({ done: 4 }), { kind: 'partial', variant: 'full', recorded: 1, trials: 4 }, 'quick'],
  ['part of the full size alone', of({ diverged: 1 }), of(), { kind: 'partial', variant: 'full', recorded: 1, trials: 4 }, 'full'],
  ['part of a quick look', of({ broken: 1 }), of({ done: 2 }), { kind: 'partial', variant: 'quick', recorded: 2, trials: 4 }, 'quick'],
  ['the full size runs beside a quick look', of({ open: 4 }), of({ done: 4 }), { kind: 'running', variant: 'full', share: 0 }, 'quick'],
  ['full size', of({ done: 4 }), of({ done: 4 }), { kind: 'full' }, 'full'],
] as const)('%s', (_name, full, quick, state, shown) => {
  expect(figureState({ figure: 1, full, quick })).toEqual(state)
  expect(shownVariant({ figure: 1, full, quick })).toBe(shown)
})
