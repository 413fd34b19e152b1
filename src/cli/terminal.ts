/** Where a command writes: data to standard output; notes and one line of progress that renews itself to standard error. */

export interface Terminal {
  /** A line of data. */
  print(line: string): void
  /** A line for people. */
  note(line: string): void
  /** What stands in the line of progress; nothing where standard error is no terminal. */
  progress(line: string): void
  /** Whether the line of progress is shown. */
  readonly interactive: boolean
}

/** The parts of a stream that are needed. */
export interface Sink {
  write(text: string): unknown
  isTTY?: boolean
  columns?: number
}

const eraseLine = '\r\u001b[2K'

export function createTerminal(output: Sink, errors: Sink): Terminal {
  const interactive = errors.isTTY === true
  let shown = false
  const clear = () => {
    if (shown) errors.write(eraseLine)
    shown = false
  }
  return {
    interactive,
    print(line) {
      // Both may be the same screen.
      if (output.isTTY === true) clear()
      output.write(`${line}\n`)
    },
    note(line) {
      clear()
      errors.write(`${line}\n`)
    },
    progress(line) {
      if (!interactive) return
      // A line that wraps could not be erased again.
      errors.write(eraseLine + line.slice(0, Math.max(0, (errors.columns ?? 80) - 1)))
      shown = line !== ''
    },
  }
}
