/** A function as the points of a line. */

export function sampled(from: number, to: number, value: (x: number) => number, count = 161): { x: number; y: number }[] {
  return Array.from({ length: count }, (_, i) => {
    const x = from + ((to - from) * i) / (count - 1)
    return { x, y: value(x) }
  })
}
