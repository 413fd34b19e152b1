/** Faults at exact system calls, made by strace on Linux. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCommand } from './command'

export type SystemCall = 'pwrite64' | 'fsync'

/** Why it cannot be used here, or null. */
export function straceMissing(): string | null {
  if (process.platform !== 'linux') return 'strace is a tool of Linux'
  const { error, status, stderr } = spawnSync('strace', ['-f', '-qq', '-o', '/dev/null', '-e', 'trace=none', 'true'], { encoding: 'utf8' })
  if (error) return 'strace is not installed'
  return status === 0 ? null : `strace does not work here (${stderr.trim().split('\n')[0] ?? `it ended with ${String(status)}`})`
}

/**
 * The words before a command that bring it under strace.
 * @param fault what happens at which of these calls of a thread, from 1: `signal=SIGKILL:when=7`, `error=EIO:when=3..5`
 */
export function injecting(call: SystemCall, fault: string): string[] {
  return ['strace', '-f', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, '-e', 'signal=none', '-e', `inject=${call}:${fault}`]
}

/** How often the busiest thread of the command makes each of the calls; SQLite works on one thread. */
export async function countCalls(words: readonly string[], calls: readonly SystemCall[]): Promise<Map<SystemCall, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-strace-'))
  try {
    const file = join(folder, 'calls')
    const { code, err } = await startCommand(['strace', '-f', '-qq', '-o', file, '-e', `trace=${calls.join(',')}`, '-e', 'signal=none', ...words]).ended
    if (code !== 0) throw new Error(`The command ended with ${String(code)} under strace: ${err}`)
    const lines = readFileSync(file, 'utf8').split('\n')
    return new Map(calls.map((call) => [call, Math.max(0, ...byThread(lines, call).values())]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A line is "1234  pwrite64(...) = 4096"; a call that another thread's line interrupts ends in a "resumed" line, which is none. */
function byThread(lines: readonly string[], call: SystemCall): Map<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const thread = new RegExp(`^(\\d+) +${call}\\(`).exec(line)?.[1]
    if (thread !== undefined) counts.set(thread, (counts.get(thread) ?? 0) + 1)
  }
  return counts
}
