/** Every field that a filter may name: those of a run, and those of its configuration. */
import type { FieldKind, FieldLookup } from './syntax'

/** Of a run's row. `last.accuracy` and its kin are of the validation data where there is any, else of the training data. */
export const runFields = {
  name: 'text',
  setting: 'text',
  status: 'text',
  tag: 'tags',
  note: 'text',
  'best.accuracy': 'number',
  'best.loss': 'number',
  'best.epoch': 'number',
  'last.accuracy': 'number',
  'last.loss': 'number',
  'last.epoch': 'number',
  'best.train.accuracy': 'number',
  'best.train.loss': 'number',
  'best.validation.accuracy': 'number',
  'best.validation.loss': 'number',
  'last.train.accuracy': 'number',
  'last.train.loss': 'number',
  'last.validation.accuracy': 'number',
  'last.validation.loss': 'number',
  done: 'number',
  seconds: 'number',
  seed: 'number',
  run: 'number',
  experiment: 'number',
  from: 'number',
  colour: 'number',
  message: 'text',
  /** How often its learning rate was changed while it trained. */
  'rate.changes': 'number',
  /** `same` or `different`: what came of verifying it. */
  verified: 'text',
  pinned: 'mark',
  archived: 'mark',
  locked: 'mark',
  created: 'date',
  finished: 'date',
} as const satisfies Record<string, FieldKind>

export type RunField = keyof typeof runFields

export function isRunField(name: string): name is RunField {
  return Object.hasOwn(runFields, name)
}

/** @param known whether some recorded configuration has a field of this name */
export function fieldLookup(known: (name: string) => boolean): FieldLookup {
  return (name) => (isRunField(name) ? runFields[name] : known(name) ? 'config' : null)
}
