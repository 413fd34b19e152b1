/** Says that runs were cut off, and how they go on. */
import type { RunRow } from '../api/records'
import { cutOffRuns } from '../api/resumable'
import type { Terminal } from './terminal'

/** One line, or none where no run waits. */
export function noteCutOff(terminal: Terminal, runs: readonly RunRow[], version: string): void {
  const count = cutOffRuns(runs, version).length
  if (count > 0) terminal.note(`${count === 1 ? '1 run was' : `${count} runs were`} cut off before the end: lab resume --all goes on, to the same bits.`)
}
