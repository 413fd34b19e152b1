/** A filter's text as tokens. What is no token is one of kind `unknown`, so that cutting never fails. */
import { operators } from './syntax'

export interface Token {
  kind: 'word' | 'text' | 'operator' | 'open' | 'close' | 'comma' | 'unclosed' | 'unknown'
  /** What it says; a text without its quotes. */
  value: string
  start: number
  end: number
}

/** A word goes on until a space, a bracket, a comma, a quote or an operator. */
const word = /[^\s(),"=!<>~]+/uy
const text = /"((?:[^"\\]|\\.)*)"/suy
const signs: Readonly<Record<string, Token['kind']>> = { '(': 'open', ')': 'close', ',': 'comma' }

export function cutTokens(source: string): Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < source.length;) {
    if (/\s/u.test(source.charAt(at))) {
      at++
      continue
    }
    const token = tokenAt(source, at)
    tokens.push(token)
    at = token.end
  }
  return tokens
}

function tokenAt(source: string, start: number): Token {
  const sign = signs[source.charAt(start)]
  if (sign !== undefined) return { kind: sign, value: source.charAt(start), start, end: start + 1 }
  const quoted = matchAt(text, source, start)
  if (quoted) return { kind: 'text', value: (quoted[1] ?? '').replace(/\\(.)/gsu, '$1'), start, end: start + quoted[0].length }
  if (source.charAt(start) === '"') return { kind: 'unclosed', value: source.slice(start + 1), start, end: source.length }
  const value = operators.find((operator) => source.startsWith(operator, start))
  if (value !== undefined) return { kind: 'operator', value, start, end: start + value.length }
  const found = matchAt(word, source, start)
  if (found) return { kind: 'word', value: found[0], start, end: start + found[0].length }
  return { kind: 'unknown', value: source.charAt(start), start, end: start + 1 }
}

function matchAt(pattern: RegExp, source: string, start: number): RegExpExecArray | null {
  pattern.lastIndex = start
  return pattern.exec(source)
}

/** A word or a text as it has to be written to be read as one value. */
export function quoteValue(value: string): string {
  return /^[^\s(),"=!<>~]+$/u.test(value) && !['and', 'or', 'not', 'in', 'none'].includes(value.toLowerCase()) ? value : `"${value.replace(/["\\]/gu, '\\$&')}"`
}
