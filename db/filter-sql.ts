/** A filter as a condition on `runs`: text with placeholders, and the values for them. Nothing that a user wrote becomes part of the text. */
import type { ConfigValue } from '../src/api/filter/config-fields'
import { isRunField, type RunField } from '../src/api/filter/fields'
import { matchesValue } from '../src/api/filter/match'
import type { ComparisonNode, Filter, FilterValue, Operator } from '../src/api/filter/syntax'
import { foldText } from '../src/api/fold-text'

export interface Condition {
  sql: string
  values: (string | number)[]
}

/** What a field of a run's row is in SQL. `fold` is a function of the connection. */
const columns: Readonly<Record<RunField, string>> = {
  name: 'name',
  setting: 'setting',
  status: 'status',
  tag: 'tags',
  note: 'note',
  'best.accuracy': 'coalesce(best_validation_accuracy, best_train_accuracy)',
  'best.loss': 'coalesce(best_validation_loss, best_train_loss)',
  'best.epoch': 'best_epoch',
  'last.accuracy': 'coalesce(last_validation_accuracy, last_train_accuracy)',
  'last.loss': 'coalesce(last_validation_loss, last_train_loss)',
  'last.epoch': 'last_epoch',
  'best.train.accuracy': 'best_train_accuracy',
  'best.train.loss': 'best_train_loss',
  'best.validation.accuracy': 'best_validation_accuracy',
  'best.validation.loss': 'best_validation_loss',
  'last.train.accuracy': 'last_train_accuracy',
  'last.train.loss': 'last_train_loss',
  'last.validation.accuracy': 'last_validation_accuracy',
  'last.validation.loss': 'last_validation_loss',
  done: 'epochs_done',
  seconds: 'seconds',
  seed: 'seed',
  run: 'id',
  experiment: 'experiment',
  from: 'from_run',
  colour: 'colour',
  message: 'message',
  'rate.changes': 'json_array_length(rate_changes)',
  verified: "verification ->> '$.status'",
  pinned: 'pinned',
  archived: 'archived',
  locked: 'locked',
  created: 'created_at',
  finished: 'finished_at',
}

/** Of a field of the configuration: the values by digest. */
export type ConfigLookup = (field: string) => ReadonlyMap<string, ConfigValue>

export function filterCondition(filter: Filter, configs: ConfigLookup): Condition {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const parts = filter.parts.map((part) => filterCondition(part, configs))
      return { sql: `(${parts.map(({ sql }) => sql).join(` ${filter.kind.toUpperCase()} `)})`, values: parts.flatMap(({ values }) => values) }
    }
    case 'not': {
      const { sql, values } = filterCondition(filter.part, configs)
      return { sql: `NOT ${sql}`, values }
    }
    case 'compare':
      return comparison(filter, configs)
  }
}

/** A condition is 0 or 1 and never NULL, so that NOT and != mean what they say. */
function comparison(node: ComparisonNode, configs: ConfigLookup): Condition {
  const { field, operator, value } = node
  if (operator === '!=' || operator === '!~') {
    const { sql, values } = comparison({ ...node, operator: operator === '!=' ? '=' : '~' }, configs)
    return { sql: `NOT ${sql}`, values }
  }
  if (!isRunField(field)) return ofConfiguration(configs(field), operator, value)
  const column = columns[field]
  switch (node.type) {
    case 'tags':
      return tagged(operator, value)
    case 'text':
      if (value === null) return { sql: `(coalesce(${column}, '') = '')`, values: [] }
      return operator === '~'
        ? { sql: `(instr(fold(coalesce(${column}, '')), ?) > 0)`, values: [foldText(String(value))] }
        : { sql: `(fold(coalesce(${column}, '')) = ?)`, values: [foldText(String(value))] }
    case 'date':
      return value === null ? { sql: `(${column} IS NULL)`, values: [] } : ofDate(column, operator, String(value))
    case 'number':
    case 'mark':
    case 'config':
      return value === null ? { sql: `(${column} IS NULL)`, values: [] } : { sql: `ifnull(${column} ${operator} ?, 0)`, values: [Number(value)] }
  }
}

function tagged(operator: Operator, value: FilterValue): Condition {
  if (value === null) return { sql: "(tags = '[]')", values: [] }
  const test = operator === '~' ? 'instr(fold(value), ?) > 0' : 'fold(value) = ?'
  return { sql: `EXISTS (SELECT 1 FROM json_each(runs.tags) WHERE ${test})`, values: [foldText(String(value))] }
}

/** A date stands for the whole day, month or year: what is after it begins with the next one. */
function ofDate(column: string, operator: Operator, date: string): Condition {
  const part = `substr(${column}, 1, ${date.length})`
  return { sql: `ifnull(${part} ${operator} ?, 0)`, values: [date] }
}

function ofConfiguration(values: ReadonlyMap<string, ConfigValue>, operator: Operator, wanted: FilterValue): Condition {
  const digests = (chosen: (value: ConfigValue) => boolean) => JSON.stringify([...values].flatMap(([digest, value]) => (chosen(value) ? [digest] : [])))
  // A configuration without the field has no value, which is what "none" asks for.
  if (wanted === null) return { sql: '(config_digest NOT IN (SELECT value FROM json_each(?)))', values: [digests((value) => value !== null)] }
  return { sql: '(config_digest IN (SELECT value FROM json_each(?)))', values: [digests((value) => matchesValue(value, operator, wanted))] }
}
