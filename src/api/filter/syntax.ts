/**
 * The language in which runs are filtered, as a tree.
 *
 *     filter     = either
 *     either     = both { "or" both }
 *     both       = term { "and" term }
 *     term       = "not" term | "(" either ")" | comparison
 *     comparison = field                                  a mark, such as pinned
 *                | field ( "=" | "!=" | "<" | "<=" | ">" | ">=" | "~" | "!~" ) value
 *                | field "in" "(" value { "," value } ")"
 *     value      = number | number "%" | word | "text in quotes" | none
 *
 * "~" means contains. Words are compared whatever their case. A run that has no such value fails every comparison but "!=", "!~" and
 * "= none".
 */

export const operators = ['=', '!=', '<=', '<', '>=', '>', '~', '!~'] as const
export type Operator = (typeof operators)[number]

export type FieldKind =
  | 'number'
  | 'text'
  /** True or false. */
  | 'mark'
  /** A moment in UTC, written as 2026, 2026-03 or 2026-03-31. */
  | 'date'
  /** Several texts, one of which has to do. */
  | 'tags'
  /** Of the configuration: a number, a word or a mark, as the run has it. */
  | 'config'

export type FilterValue = number | string | boolean | null

export interface ComparisonNode {
  kind: 'compare'
  /** As the list of fields writes it. */
  field: string
  type: FieldKind
  operator: Operator
  value: FilterValue
}

export type Filter = { kind: 'and' | 'or'; parts: Filter[] } | { kind: 'not'; part: Filter } | ComparisonNode

/** What is wrong with a filter, and where: characters from `start` up to `end`. */
export interface FilterProblem {
  start: number
  end: number
  message: string
}

export type ParsedFilter = { ok: true; value: Filter | null } | { ok: false; problem: FilterProblem }

/** What a field's name means; null for a name that is none. */
export type FieldLookup = (name: string) => FieldKind | null

/** Where and what, in one sentence: characters are counted from 1, as an editor does. */
export function describeFilterProblem({ start, message }: FilterProblem): string {
  return `Filter, character ${start + 1}: ${message}`
}
