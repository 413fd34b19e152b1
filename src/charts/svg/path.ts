/** The current path of a context as the data of an SVG path, in the pixels of the file. */
import { apply, scaleOf, type Matrix } from './matrix'

/** Decimals of a coordinate: a tenth of a pixel of the file, which has several for each of the layout. */
const decimals = 1

export function numberOf(value: number): string {
  return String(Number(value.toFixed(decimals)))
}

export class PathData {
  private commands: string[] = []
  private at: readonly [number, number] | null = null

  get isEmpty(): boolean {
    return this.commands.length === 0
  }

  toString(): string {
    return this.commands.join('')
  }

  move(matrix: Matrix, x: number, y: number): void {
    this.to('M', [apply(matrix, x, y)])
  }

  /** Begins where there is no point to go on from. A point that rounds to the one before adds nothing. */
  line(matrix: Matrix, x: number, y: number): void {
    const point = apply(matrix, x, y)
    if (this.at === null) this.to('M', [point])
    else if (numberOf(point[0]) !== numberOf(this.at[0]) || numberOf(point[1]) !== numberOf(this.at[1])) this.to('L', [point])
  }

  cubic(matrix: Matrix, points: readonly (readonly [number, number])[]): void {
    this.to('C', points.map(([x, y]) => apply(matrix, x, y))) // prettier-ignore
  }

  quadratic(matrix: Matrix, points: readonly (readonly [number, number])[]): void {
    this.to('Q', points.map(([x, y]) => apply(matrix, x, y))) // prettier-ignore
  }

  rectangle(matrix: Matrix, x: number, y: number, width: number, height: number): void {
    this.move(matrix, x, y)
    for (const [px, py] of [[x + width, y], [x + width, y + height], [x, y + height]] as const) this.line(matrix, px, py) // prettier-ignore
    this.close()
  }

  /** A whole circle is two halves: SVG draws no arc that ends where it began. */
  arc(matrix: Matrix, { x, y, radius, start, end, counterclockwise }: Arc): void {
    const whole = 2 * Math.PI
    const sweep = counterclockwise ? -normalise(start - end) : normalise(end - start)
    const on = (angle: number) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const
    const parts = Math.abs(sweep) > whole * 0.99 ? 2 : 1
    this.line(matrix, ...on(start))
    const r = numberOf(radius * scaleOf(matrix))
    for (let part = 1; part <= parts; part++) {
      const point = apply(matrix, ...on(start + (sweep * part) / parts))
      const large = Math.abs(sweep) / parts > Math.PI ? 1 : 0
      this.commands.push(`A${r} ${r} 0 ${large} ${sweep > 0 ? 1 : 0} ${numberOf(point[0])} ${numberOf(point[1])}`)
      this.at = point
    }
  }

  close(): void {
    if (!this.isEmpty) this.commands.push('Z')
  }

  private to(command: string, points: readonly (readonly [number, number])[]): void {
    this.commands.push(command + points.map(([x, y]) => `${numberOf(x)} ${numberOf(y)}`).join(' '))
    this.at = points.at(-1) ?? null
  }
}

export interface Arc {
  x: number
  y: number
  radius: number
  start: number
  end: number
  counterclockwise: boolean
}

/** An angle from 0 to 2 pi, both included: what is as much as a whole turn stays one. */
function normalise(angle: number): number {
  const whole = 2 * Math.PI
  return angle >= whole ? whole : ((angle % whole) + whole) % whole
}
