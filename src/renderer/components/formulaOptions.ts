/** How formulas are set: the one way for the window and for the test that every formula can be set. */
import type { KatexOptions } from 'katex'

/** A symbol that can be pointed at carries its name; nothing else of HTML comes into a formula, and what LaTeX would not take is a mistake. */
export const formulaOptions: KatexOptions = {
  output: 'htmlAndMathml',
  trust: ({ command }) => command === '\\htmlData',
  strict: (code) => (code === 'htmlExtension' ? 'ignore' : 'error'),
}

/**
 * The outer braces keep the space around operators out of what is marked.
 * @param tex the symbol as LaTeX
 */
export function pointable(symbol: string, tex: string): string {
  return String.raw`{\htmlData{symbol=${symbol}}{${tex}}}`
}
