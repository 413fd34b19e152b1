/** A filter's text -> its tree, or what is wrong with it and where. Descends the grammar of syntax.ts, a function a rule. */
import { nearest } from './nearest'
import type { FieldKind, FieldLookup, Filter, FilterProblem, FilterValue, Operator, ParsedFilter } from './syntax'
import { cutTokens, type Token } from './tokens'

/** More would be a mistake; the tree's depth is bounded with it. */
export const maxFilterLength = 2000
const maxDepth = 50

class Refusal extends Error {
  constructor(readonly problem: FilterProblem) {
    super(problem.message)
  }
}

/** An empty text is no filter: null. `names` are offered where a field is misspelt. */
export function parseFilter(text: string, lookup: FieldLookup, names: readonly string[] = []): ParsedFilter {
  if (text.length > maxFilterLength)
    return { ok: false, problem: { start: maxFilterLength, end: text.length, message: `A filter takes at most ${maxFilterLength} characters` } }
  const parser = new Parser(text, lookup, names)
  try {
    return { ok: true, value: parser.parse() }
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, problem: error.problem }
    throw error
  }
}

class Parser {
  private readonly tokens: Token[]
  private at = 0
  private depth = 0

  constructor(
    private readonly text: string,
    private readonly lookup: FieldLookup,
    private readonly names: readonly string[],
  ) {
    this.tokens = cutTokens(text)
  }

  parse(): Filter | null {
    if (this.tokens.length === 0) return null
    const filter = this.either()
    const rest = this.tokens[this.at]
    if (rest) throw refuse(rest, rest.kind === 'close' ? 'This bracket closes none' : `Between comparisons "and" or "or" is expected, not "${rest.value}"`)
    return filter
  }

  private either(): Filter {
    const parts = [this.both()]
    while (this.takeWord('or')) parts.push(this.both())
    return joined('or', parts)
  }

  private both(): Filter {
    const parts = [this.term()]
    while (this.takeWord('and')) parts.push(this.term())
    return joined('and', parts)
  }

  private term(): Filter {
    if (++this.depth > maxDepth) throw refuse(this.here(), `Brackets and "not" may be nested ${maxDepth} deep at most`)
    try {
      if (this.takeWord('not')) return { kind: 'not', part: this.term() }
      const open = this.tokens[this.at]
      if (open?.kind !== 'open') return this.comparison()
      this.at++
      const inner = this.either()
      if (this.tokens[this.at]?.kind !== 'close') throw refuse(open, 'This bracket is not closed')
      this.at++
      return inner
    } finally {
      this.depth--
    }
  }

  private comparison(): Filter {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word') throw refuse(this.here(), 'A field is expected here, such as status or best.accuracy')
    this.at++
    const field = token.value
    const type = this.lookup(field)
    if (type === null) {
      const near = nearest(field, this.names)
      throw refuse(token, `There is no field "${field}"${near === null ? '' : `; "${near}" is near`}`)
    }
    if (this.takeWord('in')) return this.list(field, type)
    const sign = this.tokens[this.at]
    if (sign?.kind !== 'operator') {
      if (type === 'mark') return { kind: 'compare', field, type, operator: '=', value: true }
      throw refuse(this.here(), `After "${field}" one of = != < <= > >= ~ !~ in is expected`)
    }
    this.at++
    return { kind: 'compare', field, type, ...this.checked(sign, type, this.value()) }
  }

  private list(field: string, type: FieldKind): Filter {
    const open = this.tokens[this.at]
    if (open?.kind !== 'open') throw refuse(this.here(), 'After "in" values in brackets are expected, such as in (adam, sgd)')
    this.at++
    const equals: Token = { ...open, kind: 'operator', value: '=' }
    const parts: Filter[] = []
    do parts.push({ kind: 'compare', field, type, ...this.checked(equals, type, this.value()) })
    while (this.take('comma'))
    if (!this.take('close')) throw refuse(open, 'This bracket is not closed')
    return joined('or', parts)
  }

  private value(): Token {
    const token = this.tokens[this.at]
    if (token?.kind === 'unclosed') throw refuse(token, 'This quote is not closed')
    if (token?.kind !== 'word' && token?.kind !== 'text') throw refuse(this.here(), 'A value is expected here')
    this.at++
    return token
  }

  /** Operator and value, where both fit what the field holds. */
  private checked(sign: Token, type: FieldKind, token: Token): { operator: Operator; value: FilterValue } {
    const operator = operatorOf(sign)
    const value = valueOf(token, type)
    const contains = operator === '~' || operator === '!~'
    if (value === null && operator !== '=' && operator !== '!=') throw refuse(sign, `"none" takes = or !=, not ${operator}`)
    switch (type) {
      case 'number':
        if (contains) throw refuse(sign, `A number is compared, ${operator} takes text`)
        if (typeof value === 'string') throw refuse(token, `A number is expected here, not "${value}"`)
        break
      case 'mark':
        if (operator !== '=' && operator !== '!=') throw refuse(sign, `True and false take = or !=, not ${operator}`)
        if (typeof value !== 'boolean') throw refuse(token, 'Here "true" or "false" is expected')
        break
      case 'date':
        if (contains) throw refuse(sign, `A date is compared, ${operator} takes text`)
        if (value !== null && !/^(?:\d{4}|\d{4}-\d\d|\d{4}-\d\d-\d\d)$/.test(token.value))
          throw refuse(token, 'A date is written as 2026, 2026-03 or 2026-03-31')
        return { operator, value: value === null ? null : token.value }
      case 'text':
      case 'tags':
        if (operator.startsWith('<') || operator.startsWith('>')) throw refuse(sign, `Text takes = != ~ !~, not ${operator}`)
        return { operator, value: value === null ? null : token.value }
      case 'config':
        if (contains) return { operator, value: token.value }
        break
    }
    return { operator, value }
  }

  private take(kind: Token['kind']): boolean {
    if (this.tokens[this.at]?.kind !== kind) return false
    this.at++
    return true
  }

  private takeWord(word: string): boolean {
    const token = this.tokens[this.at]
    if (token?.kind !== 'word' || token.value.toLowerCase() !== word) return false
    this.at++
    return true
  }

  /** The present token, or the end of the text. */
  private here(): Pick<Token, 'start' | 'end'> {
    return this.tokens[this.at] ?? { start: this.text.length, end: this.text.length }
  }
}

function joined(kind: 'and' | 'or', parts: Filter[]): Filter {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : { kind, parts }
}

function operatorOf({ value, start, end }: Token): Operator {
  switch (value) {
    case '=':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
    case '~':
    case '!~':
      return value
    default:
      throw refuse({ start, end }, `There is no operator "${value}"`)
  }
}

/** What is in quotes is text; a bare word may be a number, a share in per cent, true, false or none. */
function valueOf({ kind, value }: Token, type: FieldKind): FilterValue {
  if (kind === 'text') return value
  const word = value.toLowerCase()
  if (word === 'none') return null
  if ((type === 'mark' || type === 'config') && (word === 'true' || word === 'false')) return word === 'true'
  const share = value.endsWith('%')
  const digits = share ? value.slice(0, -1) : value
  // Only what looks like one: Number takes "0x10", "Infinity" and the empty word too.
  const number = /^[+-]?\.?\d[\d.e+-]*$/i.test(digits) ? Number(digits) : Number.NaN
  return Number.isNaN(number) ? value : number / (share ? 100 : 1)
}

function refuse({ start, end }: Pick<Token, 'start' | 'end'>, message: string): Refusal {
  return new Refusal({ start, end, message })
}
