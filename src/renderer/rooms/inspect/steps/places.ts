/** Which numbers of a step, units and connections of the network belong together. */
import type { StepKind, StepMatrix } from '../../../../engine/index'

/** What the rows or the columns of a matrix count: samples of the batch, units of the step's layer, or what comes into that layer. */
export type Axis = 'sample' | 'unit' | 'input'
export type Axes = readonly [rows: Axis | null, columns: Axis | null]

/** A unit, a connection (a unit with one of its inputs), or a number of a sample: as much of it as is known. */
export type Place = Readonly<Partial<Record<Axis, number>>>

/** What is pointed at: a whole matrix by its symbol, a number by symbol and place, or a part of the drawing by its place. */
export interface Pointed {
  symbol: string | null
  place: Place
}

/** What a cell has to do with what is pointed at: it is that, or it is computed with it. */
export type Mark = 'same' | 'with'

/** Throws a RangeError for a symbol that no step has. */
export function axesOf(kind: StepKind, symbol: string): Axes {
  switch (baseOf(symbol)) {
    case 'W':
      return ['unit', 'input']
    case 'b':
    case 'γ':
    case 'β':
      return [null, 'unit']
    case 'X':
      return ['sample', kind === 'linear' || kind === 'linearGradient' ? 'input' : 'unit']
    case 'Y':
    case 'Z':
    case 'T':
      return ['sample', 'unit']
    case 't':
      return ['sample', null]
    case 'L':
      return [null, null]
    default:
      throw new RangeError(`no step has the symbol "${symbol}"`)
  }
}

/** Of a symbol, its slope and its value after the update: W of W, dW and W′. */
export function baseOf(symbol: string): string {
  return symbol.replace(/^d/, '').replace('′', '')
}

export function placeOf([rows, columns]: Axes, row: number, column: number): Place {
  return { ...(rows && { [rows]: row }), ...(columns && { [columns]: column }) }
}

/**
 * A number is the same where it stands for the very unit or connection that is pointed at; samples tell numbers apart, not units. It is
 * computed with it where the two agree in what both of them name.
 */
export function markOf(number: Place, { place }: Pointed): Mark | null {
  const shared = axesNamed(number).filter((axis) => place[axis] !== undefined)
  if (shared.length === 0 || shared.some((axis) => number[axis] !== place[axis])) return null
  return sameUnits(number, place) ? 'same' : 'with'
}

/** Of a unit or a connection, where a whole matrix may be pointed at: that marks all that its numbers stand for. */
export function markInDrawing(kind: StepKind, part: Place, pointed: Pointed): Mark | null {
  if (pointed.symbol === null || axesNamed(pointed.place).length > 0) return markOf(part, pointed)
  return standsFor(axesOf(kind, pointed.symbol), part) ? 'same' : null
}

/** The symbols of the formula that are pointed at: the matrix of a number, or those whose numbers stand for a part of the drawing. */
export function symbolsOf(kind: StepKind, matrices: readonly StepMatrix[], pointed: Pointed | null): string[] {
  if (pointed === null) return []
  if (pointed.symbol !== null) return [pointed.symbol]
  return matrices.map(({ symbol }) => symbol).filter((symbol) => standsFor(axesOf(kind, symbol), pointed.place))
}

function standsFor(axes: Axes, part: Place): boolean {
  return axes.includes('unit') === (part.unit !== undefined) && axes.includes('input') === (part.input !== undefined)
}

function sameUnits(a: Place, b: Place): boolean {
  return a.unit === b.unit && a.input === b.input
}

function axesNamed(place: Place): Axis[] {
  return (['sample', 'unit', 'input'] as const).filter((axis) => place[axis] !== undefined)
}
