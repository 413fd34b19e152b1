/** Which runs of a row its small drawing shows: more lines in the space of a word would be a blot. */
import type { RunRow } from '../../../api/records'

const most = 6

/** The first by seed. */
export function drawnRuns(runs: readonly RunRow[]): RunRow[] {
  return [...runs].sort((a, b) => a.seed - b.seed).slice(0, most)
}
