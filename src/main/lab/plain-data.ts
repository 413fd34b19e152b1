/** Bounds what a schema is given to look at: a window can send cycles, and nesting that no stack holds. */

/** Deeper than any input of the contract. */
const deepest = 64
/** Values in one input; the largest, a list of ten thousand runs, has far fewer. */
const most = 1_000_000

/** Whether the input is a tree of bounded depth and size. What its parts are is for the schema to judge. */
export function isBounded(input: unknown): boolean {
  let values = 0
  const visit = (value: unknown, depth: number): boolean => {
    values++
    if (values > most || depth > deepest) return false
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return true
    return Object.values(value).every((member) => visit(member, depth + 1))
  }
  return visit(input, 0)
}
