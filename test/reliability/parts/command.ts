/** Processes that are faulted: what they print is kept, and they never outlive the campaign by more than their own end. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

export interface Ended {
  /** Exit code, or 128 and the signal's number as shells count. */
  code: number | null
  signal: NodeJS.Signals | null
  out: string
  err: string
}

export interface Command {
  process: ChildProcess
  /** Whole lines of standard output so far; a line that a kill has torn is not among them. */
  readonly lines: readonly string[]
  readonly err: string
  /** When there are so many lines, or the process has ended. */
  lineCount(count: number): Promise<void>
  /** When standard error holds the text, or the process has ended. */
  errorText(text: string): Promise<void>
  /** When the process and everything that shares its output has ended. */
  ended: Promise<Ended>
}

export interface CommandOptions {
  /** The user that it runs as, where this process may choose. */
  user?: number
  /** A group of its own, so that `process.kill(-pid)` reaches its children too. */
  group?: boolean
  /** After so many milliseconds without a word it hangs: it is killed, and its end shows it. Infinity lets it be. */
  patience?: number
}

/** Milliseconds for a process that takes seconds. */
const usualPatience = 120_000

/** The developer's own settings must not reach it. */
const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('LAB_')))

export function startCommand(words: readonly string[], { user, group = false, patience = usualPatience }: CommandOptions = {}): Command {
  const [file = '', ...args] = words
  const child = spawn(file, args, {
    env: inherited,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: group,
    ...(user !== undefined && { uid: user, gid: user }),
  })
  const output = new Output()
  const giveUp = () => {
    output.takeErr(`\nkilled, because it was silent for ${patience / 1000} s`)
    child.kill('SIGKILL')
  }
  const hung = patience === Infinity ? undefined : setTimeout(giveUp, patience)
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    hung?.refresh()
    output.takeOut(text)
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    hung?.refresh()
    output.takeErr(text)
  })
  const ended = once(child, 'close').then((): Ended => {
    clearTimeout(hung)
    output.end()
    return { code: child.exitCode, signal: child.signalCode, out: output.out, err: output.err }
  })
  return {
    process: child,
    get lines() {
      return output.lines
    },
    get err() {
      return output.err
    },
    lineCount: (count) => output.until(() => output.lines.length >= count),
    errorText: (text) => output.until(() => output.err.includes(text)),
    ended,
  }
}

class Output {
  out = ''
  err = ''
  readonly lines: string[] = []
  #rest = ''
  #over = false
  #waiting: (() => void)[] = []

  takeOut(text: string): void {
    this.out += text
    const pieces = (this.#rest + text).split('\n')
    this.#rest = pieces.pop() ?? ''
    this.lines.push(...pieces)
    this.#wake()
  }

  takeErr(text: string): void {
    this.err += text
    this.#wake()
  }

  end(): void {
    this.#over = true
    this.#wake()
  }

  async until(holds: () => boolean): Promise<void> {
    while (!this.#over && !holds()) await new Promise<void>((resolve) => this.#waiting.push(resolve))
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}

/** Signals the process and, where it leads a group, its children; nothing happens where they are gone. */
export function sendSignal({ process: child }: Command, signal: NodeJS.Signals, whole = false): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(whole ? -child.pid : child.pid, signal)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}
