/** The real training process, forked as the lab forks it, and the most memory that it had. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TrainerCommand, TrainerEvent } from '../src/api/trainer'
import type { TrialConfig } from '../src/engine/config/experiment'

/**
 * Peak resident memory in megabytes (10⁶ bytes) of a training process with as many trials of the configuration as threads, NaN where the
 * system has no /proc. `process.resourceUsage()` is no way to it: after a fork it begins with the memory of the parent.
 */
export async function peakMemory(workers: number, config: TrialConfig): Promise<number> {
  const entry = resolve(import.meta.dirname, 'trainer.js')
  const child = fork(entry, [], { serialization: 'advanced', execArgv: [], env: { ...process.env, LAB_WORKERS: String(workers) } })
  const post = (command: TrainerCommand) => child.send(command)
  const exited = once(child, 'exit')
  let running = workers
  let peak = NaN
  let problem: string | null = null
  // The other end is the training process, built from the same sources.
  child.on('message', (message) => {
    const event = message as TrainerEvent
    if (event.type === 'ready') for (let run = 1; run <= workers; run++) post({ type: 'start', run, config, seed: run, keepEvery: 0, checkpoint: null })
    else if (event.type === 'batch') post({ type: 'acknowledge', batch: event.batch })
    else if (event.type === 'finished') {
      problem = event.failure?.message ?? problem
      if (--running > 0) return
      peak = highWaterMark(child.pid)
      post({ type: 'shutdown' })
    }
  })
  await exited
  if (problem !== null || running > 0) throw new Error(problem ?? 'the training process ended before its trials')
  return peak
}

function highWaterMark(pid: number | undefined): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return (Number(kibibytes) * 1024) / 1e6
  } catch {
    return NaN
  }
}
