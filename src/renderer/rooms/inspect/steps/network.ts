/** Where the units and connections of the drawing stand: a column a layer, the window of units that the matrices show. */
import type { Place } from './places'
import type { Window } from './windows'

export interface DrawnUnit {
  x: number
  y: number
  /** Column from 0, the inputs. */
  column: number
  /** Unit of its layer, or feature of a sample. */
  index: number
}

export interface DrawnLine {
  from: DrawnUnit
  to: DrawnUnit
}

export interface Drawing {
  units: DrawnUnit[]
  lines: DrawnLine[]
}

/** Distance of the first and last units from the edges. */
const margin = 14
/** Units of a small layer stand no further apart. */
const widestGap = 34

export function drawNetwork(windows: readonly Window[], { width, height }: { width: number; height: number }): Drawing {
  const columns = windows.map(({ from, count }, column) => {
    const gap = Math.min(widestGap, (height - 2 * margin) / Math.max(1, count - 1))
    return Array.from({ length: count }, (_, k) => ({
      x: margin + (column * (width - 2 * margin)) / (windows.length - 1),
      y: height / 2 + (k - (count - 1) / 2) * gap,
      column,
      index: from + k,
    }))
  })
  const lines = columns.slice(1).flatMap((units, before) => units.flatMap((to) => columns[before]!.map((from) => ({ from, to }))))
  return { units: columns.flat(), lines }
}

/** What the unit is for the step of a layer; null for one that takes no part in it. */
export function placeOfUnit({ column, index }: DrawnUnit, layer: number): Place | null {
  if (column === layer) return { input: index }
  return column === layer + 1 ? { unit: index } : null
}

/** What the line is for the step of a layer; null for one of another layer. */
export function placeOfLine({ from, to }: DrawnLine, layer: number): Place | null {
  return to.column === layer + 1 ? { unit: to.index, input: from.index } : null
}
