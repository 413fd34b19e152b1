/** What processes take of memory and processor, as Linux counts it; NaN where there is no /proc. */
import { readdirSync, readFileSync } from 'node:fs'

/** A process and all that it has started. */
export function withChildren(root: number): number[] {
  const found = [root]
  for (const pid of found) found.push(...childrenOf(pid))
  return found
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) => readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number)) // prettier-ignore
  } catch {
    return []
  }
}

/** Megabytes (10⁶ bytes) in memory, where a page that several processes share counts for each by its part. */
export function memoryOf(pids: readonly number[]): number {
  return sum(pids, (pid) => {
    const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
    return (Number(kibibytes) * 1024) / 1e6
  })
}

/** Linux counts in hundredths of a second. */
const tick = 10

/** Milliseconds that the processes have computed since they began. */
export function processorTimeOf(pids: readonly number[]): number {
  return sum(pids, (pid) => {
    // The name, in brackets, may hold blanks.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) * tick
  })
}

function sum(pids: readonly number[], of: (pid: number) => number): number {
  try {
    return pids.reduce((total, pid) => total + of(pid), 0)
  } catch {
    return NaN
  }
}
