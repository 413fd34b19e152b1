/** What may come next where the caret stands in a filter. */
import type { FieldLookup } from './syntax'
import { cutTokens, quoteValue, type Token } from './tokens'

export interface Completion {
  /** What is put in place of the characters from `start` up to `end`. */
  text: string
  kind: 'field' | 'operator' | 'value' | 'word'
}

export interface Completions {
  start: number
  end: number
  options: Completion[]
}

export interface CompletionSource {
  /** All names, in the order in which they are offered. */
  names: readonly string[]
  lookup: FieldLookup
  /** Values that runs have in a field, the most frequent first. */
  valuesOf(field: string): readonly string[]
}

const mostOptions = 12
const operatorsOf = {
  number: ['=', '!=', '<', '<=', '>', '>='],
  date: ['=', '<', '<=', '>', '>='],
  text: ['=', '!=', '~', '!~'],
  tags: ['=', '!=', '~', '!~'],
  mark: ['=', '!='],
  config: ['=', '!=', '<', '<=', '>', '>=', '~', '!~'],
} as const

/** Completions at the caret: of the word that it touches, or of what is expected there. */
export function completeFilter(text: string, caret: number, source: CompletionSource): Completions {
  const before = cutTokens(text.slice(0, caret))
  const last = before.at(-1)
  const touched = last !== undefined && last.end === caret && (last.kind === 'word' || last.kind === 'unclosed') ? last : null
  const context = touched ? before.slice(0, -1) : before
  const typed = (touched?.value ?? '').toLowerCase()
  const options = expectedAfter(context, source)
    .filter(({ text: option }) => option.toLowerCase().replace(/^"/, '').includes(typed) && option.toLowerCase() !== typed)
    // What begins as it was typed comes first.
    .sort((a, b) => Number(!a.text.toLowerCase().startsWith(typed)) - Number(!b.text.toLowerCase().startsWith(typed)))
  return { start: touched?.start ?? caret, end: caret, options: options.slice(0, mostOptions) }
}

function expectedAfter(tokens: readonly Token[], source: CompletionSource): Completion[] {
  const last = tokens.at(-1)
  const field = fieldBefore(tokens)
  if (last === undefined || last.kind === 'open' || isConnective(last)) {
    if (field !== null && isInList(tokens)) return valuesOf(field, source)
    return [...source.names.map((name): Completion => ({ text: name, kind: 'field' })), { text: 'not', kind: 'word' }]
  }
  if (field !== null && (last.kind === 'operator' || last.kind === 'comma')) return valuesOf(field, source)
  const type = last.kind === 'word' && isFieldPlace(tokens) ? source.lookup(last.value) : null
  if (type !== null) {
    const marks: Completion[] = type === 'mark' ? connectives : []
    return [...operatorsOf[type].map((operator): Completion => ({ text: operator, kind: 'operator' })), { text: 'in', kind: 'word' }, ...marks]
  }
  return connectives
}

const connectives: Completion[] = [
  { text: 'and', kind: 'word' },
  { text: 'or', kind: 'word' },
]

function valuesOf(field: string, source: CompletionSource): Completion[] {
  return source.valuesOf(field).map((value): Completion => ({ text: quoteValue(value), kind: 'value' }))
}

function isConnective({ kind, value }: Token): boolean {
  return kind === 'word' && ['and', 'or', 'not'].includes(value.toLowerCase())
}

/** Whether the last word stands where a field stands. */
function isFieldPlace(tokens: readonly Token[]): boolean {
  const before = tokens.at(-2)
  return before === undefined || before.kind === 'open' || isConnective(before)
}

/** Whether the values in brackets after "in" are being written. */
function isInList(tokens: readonly Token[]): boolean {
  const open = tokens.findLastIndex(({ kind }) => kind === 'open')
  const before = tokens[open - 1]
  return before?.kind === 'word' && before.value.toLowerCase() === 'in' && !tokens.slice(open).some(({ kind }) => kind === 'close')
}

/** The field that a value after these tokens belongs to. */
function fieldBefore(tokens: readonly Token[]): string | null {
  const at = isInList(tokens) ? tokens.findLastIndex(({ kind }) => kind === 'open') - 2 : tokens.length - 2
  const field = tokens[at]
  return field?.kind === 'word' ? field.value : null
}
