/** Scores as box plots: a row a group or, for the effect of one field, a row a value of it. */
import { QUARTILES_FROM } from '../../engine/statistics/curves'
import { boxOf } from '../report/trials'
import type { BoxGroup, BoxPanel } from '../report/spec'
import type { GroupScore } from './scores'

/** A box a group, in the order given. */
export function scoreBoxes(scores: readonly GroupScore[]): BoxGroup[] {
  return scores.map(({ group, trials, diverged }) =>
    box(group.label, group.colour, trials, { diverged, missing: group.runs.length - trials.length - diverged }),
  )
}

/** A box a value of a field over all trials that have it, whatever their other fields are. */
export function effectBoxes(scores: readonly GroupScore[], valueOf: (score: GroupScore) => string): BoxGroup[] {
  const byValue = new Map<string, GroupScore[]>()
  for (const score of scores) {
    const value = valueOf(score)
    byValue.set(value, [...(byValue.get(value) ?? []), score])
  }
  return [...byValue].map(([label, members], i) => {
    const diverged = members.reduce((sum, score) => sum + score.diverged, 0)
    const runs = members.reduce((sum, { group }) => sum + group.runs.length, 0)
    const trials = members.flatMap((score) => score.trials)
    // A value that only one group has keeps that group's slot.
    return box(label, members.length === 1 ? members[0]!.group.colour : (i % 10) + 1, trials, { diverged, missing: runs - trials.length - diverged })
  })
}

function box(label: string, slot: number, trials: readonly { seed: number; value: number }[], counts: { diverged: number; missing: number }): BoxGroup {
  const values = trials.map(({ seed, value }) => ({ seed, value }))
  return { label, slot, beside: false, values, quartiles: values.length < QUARTILES_FROM ? null : boxOf(values.map(({ value }) => value)), ...counts }
}

export function boxPanel(boxes: readonly BoxGroup[], words: { title: string; yTitle: string; xTitle: string }): BoxPanel {
  return { kind: 'boxes', letter: '', about: '', note: '', boxes, scale: 'linear', ...words }
}
