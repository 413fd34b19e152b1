/** Seeds as they are typed: a count, "15", or a list, "1-15, 20". */
import type { SeedsConfig } from '../../../engine/config/experiment'
import { limits } from '../../../engine/config/limits'

/** Null where the text is neither a count nor a list, or the list would be longer than allowed. */
export function parseSeeds(text: string): SeedsConfig | null {
  const trimmed = text.trim()
  if (/^\d+$/.test(trimmed)) return { count: Number(trimmed) }
  const list: number[] = []
  for (const part of trimmed.split(',')) {
    const [from = '', to = from, ...more] = part.split(/[-\u2013\u2212]/).map((word) => word.trim())
    if (more.length > 0 || !/^\d+$/.test(from) || !/^\d+$/.test(to)) return null
    const [first, last] = [Number(from), Number(to)]
    if (last < first || list.length + last - first + 1 > limits.trials) return null
    for (let seed = first; seed <= last; seed++) list.push(seed)
  }
  return { list }
}

/** The text that gives these seeds back; a list of one seed is written as a range, because a bare number is a count. */
export function formatSeeds(seeds: SeedsConfig): string {
  if ('count' in seeds) return String(seeds.count)
  const ranges: [number, number][] = []
  for (const seed of seeds.list) {
    const open = ranges.at(-1)
    if (open?.[1] === seed - 1) open[1] = seed
    else ranges.push([seed, seed])
  }
  const [only] = ranges
  if (ranges.length === 1 && only) return `${only[0]}-${only[1]}`
  return ranges.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ')
}
