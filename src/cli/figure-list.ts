/** Figures on the command line: numbers and ranges, such as `1,4-6`. */
import { InvalidArgumentError } from 'commander'
import { figureNumbers, type FigureNumber } from '../api/report'

/** Each figure once, in order. */
export function parseFigures(text: string): FigureNumber[] {
  const chosen = new Set(text.split(',').flatMap((part) => parsePart(part.trim())))
  return figureNumbers.filter((figure) => chosen.has(figure))
}

function parsePart(part: string): number[] {
  const [, first, last = first] = /^([1-8])(?:-([1-8]))?$/.exec(part) ?? []
  const [from, to] = [Number(first), Number(last)]
  if (!(from <= to)) throw new InvalidArgumentError('It takes figures 1 to 8 as numbers and ranges, such as 1,4-6.')
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
