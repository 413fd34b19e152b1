/** The fields of compared configurations that a reader knows: those with a name and a choice, and in which of them they differ. */
import { diffConfigs, type FieldRow } from '../../../charts/compare/config-diff'
import { describeField, type FieldDescription } from '../../../engine/config/describe'
import type { TrialConfig } from '../../../engine/config/experiment'

export interface DescribedField extends FieldRow {
  /** What the schema knows of it, and a configuration that has it. */
  known: { field: FieldDescription; config: TrialConfig }
}

export interface ComparedFields {
  differing: DescribedField[]
  same: DescribedField[]
}

export function comparedFields(configs: readonly TrialConfig[]): ComparedFields {
  const { differing, same } = diffConfigs(configs)
  const described = (rows: readonly FieldRow[]) =>
    rows.flatMap((row): DescribedField[] => {
      const known = describeIn(configs, row.path)
      return known === null ? [] : [{ ...row, known }]
    })
  return { differing: described(differing), same: described(same) }
}

/**
 * Of any of the configurations that has the field, and for a layer's field of any of its layers; null for what takes one value only, as
 * fields of parts that are not available yet do.
 */
function describeIn(configs: readonly TrialConfig[], path: string): DescribedField['known'] | null {
  for (const config of configs) {
    const places = path.startsWith('network.layers.') ? config.network.layers.map((_, i) => path.replace('layers.', `layers.${i}.`)) : [path]
    for (const place of places) {
      const field = describeField(place, config)
      if (field !== null && field.kind.type !== 'fixed') return field.kind.type === 'choice' && field.kind.choices.length < 2 ? null : { field, config }
    }
  }
  return null
}
