/** Names and values of compared fields in words. */
import { format, noValue } from '../../format'
import { useFieldText } from '../setup/fields/useFieldText'
import type { DescribedField } from './comparedFields'

export interface FieldWords {
  label(field: DescribedField): string
  value(field: DescribedField, value: unknown): string
}

export function useFieldWords(): FieldWords {
  const { labelOf, valueOf } = useFieldText()
  function value(field: DescribedField, given: unknown): string {
    if (Array.isArray(given)) return given.map((one) => value(field, one)).join(field.path.endsWith('.units') ? '-' : ', ')
    if (given === undefined || given === null) return noValue
    if (typeof given === 'number') return format.short(given, 6)
    return valueOf(field.known.field.path, given, field.known.config)
  }
  return { label: ({ known }) => labelOf(known.field), value }
}
