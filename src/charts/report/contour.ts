/**
 * The line along which values on a square grid reach a level, by marching squares: each cell of four neighbours is crossed where the values
 * at its corners lie on both sides, at the place that linear interpolation gives.
 * W. E. Lorensen and H. E. Cline, "Marching Cubes", SIGGRAPH 1987, in two dimensions.
 */

export interface Segment {
  /** In cells of the grid: column from 0 to size - 1, and row likewise. */
  from: readonly [column: number, row: number]
  to: readonly [column: number, row: number]
}

/**
 * @param values `size` rows of `size`
 * @throws RangeError where the values are not size x size
 */
export function contour(values: ArrayLike<number>, size: number, level: number): Segment[] {
  if (values.length !== size * size) throw new RangeError(`a grid of ${size} x ${size} has ${size * size} values, got ${values.length}`)
  const segments: Segment[] = []
  for (let row = 0; row + 1 < size; row++)
    for (let column = 0; column + 1 < size; column++) segments.push(...cellSegments(cornersOf(values, size, { row, column }), level, { row, column }))
  return segments
}

interface Place {
  row: number
  column: number
}

/** Values at the corners, going round: this one, the next in the row, the one beyond that in the next row, the one below this. */
type Corners = readonly [number, number, number, number]

function cornersOf(values: ArrayLike<number>, size: number, { row, column }: Place): Corners {
  const at = row * size + column
  return [values[at]!, values[at + 1]!, values[at + size + 1]!, values[at + size]!]
}

/** Corners in the same round, as steps from the cell's first. */
const around = [[0, 0], [1, 0], [1, 1], [0, 1]] as const // prettier-ignore

function cellSegments(corners: Corners, level: number, { row, column }: Place): Segment[] {
  const crossings = around.flatMap((from, edge) => {
    const [a, b] = [corners[edge]!, corners[(edge + 1) % 4]!]
    if (a >= level === b >= level) return []
    const to = around[(edge + 1) % 4]!
    const share = (level - a) / (b - a)
    return [[column + from[0] + share * (to[0] - from[0]), row + from[1] + share * (to[1] - from[1])] as const]
  })
  const [first, second, third, fourth] = crossings
  if (!first || !second) return []
  if (!third || !fourth) return [{ from: first, to: second }]
  // A saddle: the middle decides which corners belong together.
  const middle = corners.reduce((sum, value) => sum + value, 0) / 4
  if (middle >= level === corners[0] >= level) return [{ from: first, to: second }, { from: third, to: fourth }] // prettier-ignore
  return [{ from: fourth, to: first }, { from: second, to: third }] // prettier-ignore
}
