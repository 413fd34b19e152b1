/** Which of a script's points are tried when there is no time for all. */

/** `count` of the numbers 1 to `of`, evenly spread and the same every time, or all of them. */
export function spread(count: number, of: number): number[] {
  if (count >= of) return Array.from({ length: of }, (_, k) => k + 1)
  return Array.from({ length: count }, (_, k) => 1 + Math.floor(((k + 0.5) * of) / count))
}
