/** Number fields of the schema: each names its limits in its error, and carries label, unit and help for every form that shows it. */
import * as z from 'zod'

export interface FieldMeta {
  /** The words in front of the field. */
  label: string
  /** Unit or symbol, shown as a hint. */
  unit?: string
  /** One sentence of help. */
  help: string
}

interface Range {
  min: number
  max: number
  /** The lower limit itself is not allowed. */
  open?: boolean
}

function rangeText({ min, max, open = false }: Range): string {
  return open ? `above ${min} and at most ${max}` : `from ${min} to ${max}`
}

/** A finite number within a range. */
export function real(range: Range, meta: FieldMeta) {
  const error = `${meta.label} takes a number ${rangeText(range)}`
  const base = z.number({ error }).max(range.max, { error })
  return (range.open ? base.gt(range.min, { error }) : base.min(range.min, { error })).meta({ ...meta })
}

/** A whole number within a range. */
export function whole(range: Range, meta: FieldMeta) {
  const error = `${meta.label} takes a whole number ${rangeText(range)}`
  return z
    .number({ error })
    .int({ error })
    .min(range.min, { error })
    .max(range.max, { error })
    .meta({ ...meta })
}

/** Yes or no. */
export function flag(meta: FieldMeta) {
  return z.boolean({ error: `${meta.label} takes true or false` }).meta({ ...meta })
}
