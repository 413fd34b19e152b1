/** A cell of a table: whether it is missing, and the number that it stands for. */
import type { Dialect } from '../../api/datasets'

/** Words that stand for no value, in small letters. */
const missingWords = new Set(['', 'na', 'n/a', 'nan', 'null', 'none', '?'])

/** The largest number that float32 holds. */
export const largestNumber = 3.4028234663852886e38

export function isMissing(cell: string): boolean {
  return cell.length <= 4 && missingWords.has(cell.trim().toLowerCase())
}

/** Digits, sign, point and exponent: what JavaScript takes besides, such as 0x1f and Infinity, is no number of a table. */
const strange = /[^0-9.eE+\-\s]/

/**
 * The number that a cell stands for, which may be too large to be finite; null where it is none. Signs that part thousands are not taken:
 * they cannot be told from decimal signs.
 */
export function readCell(cell: string, decimal: Dialect['decimal']): number | null {
  const text = decimal === ',' ? withPoint(cell) : cell
  if (text === null || text.trim() === '') return null
  if (strange.test(text)) return infinityOf(text)
  const value = Number(text)
  return Number.isNaN(value) ? null : value
}

function withPoint(cell: string): string | null {
  return cell.includes('.') ? null : cell.replace(',', '.')
}

/** An infinity is a number that cannot be trained on: it is refused as such, and not taken for a word. */
function infinityOf(text: string): number | null {
  const match = /^\s*([+-]?)inf(?:inity)?\s*$/i.exec(text)
  if (match === null) return null
  return match[1] === '-' ? -Infinity : Infinity
}
