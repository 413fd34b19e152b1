/** Writes down what goes wrong in any process of the shell, and decides what becomes of the program then. */
import { mistakeOf, writeMistake, type Mistake } from '../mistakes/log'

export interface MistakeSteps {
  folder: string
  now(): Date
  /** The main process threw: nobody knows in which state it is. Called once. */
  end(): void
}

/** What of Node's process is listened to. */
export interface Thrower {
  on(event: 'uncaughtException', listener: (error: Error) => void): unknown
  on(event: 'unhandledRejection', listener: (reason: unknown) => void): unknown
}

interface GoneDetails {
  reason: string
  exitCode: number
}

/** What of Electron's app is listened to. */
export interface ProcessWatcher {
  on(event: 'child-process-gone', listener: (event: unknown, details: GoneDetails & { type: string; name?: string }) => void): unknown
  on(event: 'render-process-gone', listener: (event: unknown, contents: unknown, details: GoneDetails) => void): unknown
}

/**
 * An error that nobody caught ends the program, as soon as it is written down. A promise that nobody waited for, or a helper process that is gone,
 * is written down alone: the next call says what it broke.
 */
export function watchMistakes(thrower: Thrower, app: ProcessWatcher, { folder, now, end }: MistakeSteps): void {
  let ended = false
  const write = (mistake: Mistake) => writeMistake(folder, mistake)
  thrower.on('uncaughtException', (error) => {
    console.error(error)
    write(mistakeOf('main process, uncaught', error, now()))
    if (ended) return
    // Before anything else can go wrong on the way out.
    ended = true
    end()
  })
  thrower.on('unhandledRejection', (reason) => {
    console.error(reason)
    write(mistakeOf('main process, unhandled rejection', reason, now()))
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode, name }) => {
    if (reason !== 'clean-exit') write(goneProcess(`${type} process ${name ?? ''}`.trim(), reason, exitCode, now()))
  })
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') write(goneProcess('window', reason, exitCode, now()))
  })
}

function goneProcess(where: string, reason: string, exitCode: number, at: Date): Mistake {
  return { at: at.toISOString(), where, name: reason, message: `exit code ${exitCode}`, frames: [] }
}

/** Milliseconds in which a window may come back so often. */
const span = 60_000
const mostRevivals = 3

/** Whether a window whose process is gone is loaded again; one that dies at once each time is not. */
export class Revivals {
  #times: number[] = []

  /** @param now in milliseconds */
  allows(now: number): boolean {
    this.#times = this.#times.filter((time) => now - time < span)
    if (this.#times.length >= mostRevivals) return false
    this.#times.push(now)
    return true
  }
}
