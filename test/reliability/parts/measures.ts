/** What the processes of a lab hold. */
import { readdirSync, readFileSync } from 'node:fs'
import * as z from 'zod'

const processSchema = z.object({
  /** Resident memory in bytes. */
  memory: z.number(),
  /** Open file descriptors. */
  files: z.number(),
  threads: z.number(),
})
export type ProcessMeasure = z.infer<typeof processSchema>

/** After so many runs, of the lab's process and of its training process. */
export const soakSchema = z.object({
  runs: z.number(),
  lab: processSchema,
  trainer: processSchema,
  /** What of the lab's memory JavaScript's heap uses, in bytes. */
  heap: z.number(),
})
export type SoakMeasure = z.infer<typeof soakSchema>

/** Of a process of Linux. Throws where there is none of this number. */
export function measureProcess(pid: number): ProcessMeasure {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  return {
    memory: Number(kilobytes) * 1024,
    files: readdirSync(`/proc/${pid}/fd`).length,
    threads: readdirSync(`/proc/${pid}/task`).length,
  }
}
