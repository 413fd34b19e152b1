/** The built command line as child processes. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

export interface Finished {
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

export interface Running {
  process: ChildProcess
  /** The next line of standard output, or null when it has ended. */
  line(): Promise<string | null>
  finished: Promise<Finished>
}

/** The developer's own settings must not reach it. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LAB_')))

/** Starts `lab` with these words. */
export function startCli(...words: string[]): Running {
  const child = spawn(process.execPath, ['out/main/cli.js', ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const written = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (written.err += text))
  const lines = readLines(child.stdout)
  return {
    process: child,
    line: lines,
    finished: once(child, 'close').then(() => ({ code: child.exitCode, signal: child.signalCode, ...written })),
  }
}

/** Reads on even when nobody asks for a line, so that the process never waits for the test. */
function readLines(stream: Readable): () => Promise<string | null> {
  const lines: (string | null)[] = []
  let waiting: ((line: string | null) => void) | null = null
  const take = (line: string | null) => {
    if (waiting) waiting(line)
    else lines.push(line)
    waiting = null
  }
  createInterface({ input: stream })
    .on('line', take)
    .on('close', () => take(null))
  return () => (lines.length > 0 ? Promise.resolve(lines.shift() ?? null) : new Promise((resolve) => (waiting = resolve)))
}

export function lab(...words: string[]): Promise<Finished> {
  return startCli(...words).finished
}
