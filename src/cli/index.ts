/** The lab from a terminal: reads the words, runs the command, and ends with a code that programs can rely on. */
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { labVersion } from '../api/version'
import { createActions } from './actions'
import { describeError, exitCodeOf, exitCodes } from './exit-codes'
import { createProgram, isHelp } from './program'
import { createTerminal } from './terminal'
import { printable } from './text'

const terminal = createTerminal(process.stdout, process.stderr)
const closed = new AbortController()
let training = false
/** How long what was printed may wait for its reader after an interruption, in milliseconds. */
const flushLimit = 2000

// A reader such as `head` that has seen enough is no fault: training stops in order, everything else just ends.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  closed.abort()
  if (!training) process.exit(exitCodes.done)
})
process.stderr.on('error', () => undefined)

const actions = createActions({
  terminal,
  outputClosed: closed.signal,
  trainer: join(import.meta.dirname, 'trainer.js'),
  storageThread: join(import.meta.dirname, 'storage-thread.js'),
  setExitCode: (code, interrupted) => {
    process.exitCode = code
    // Whoever sent the signal may read no more: unread lines must not keep the process.
    if (interrupted) setTimeout(() => process.exit(), flushLimit).unref()
  },
  exit: (code) => process.exit(code),
})
const program = createProgram({
  actions: {
    ...actions,
    train: (options) => {
      training = true
      return actions.train(options)
    },
    resume: (options) => {
      training = true
      return actions.resume(options)
    },
    reproduce: (options) => {
      training = true
      return actions.reproduce(options)
    },
  },
  version: labVersion,
  writeOut: (text) => process.stdout.write(text),
  writeErr: (text) => process.stderr.write(text),
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  // The parser has said it already.
  if (error instanceof CommanderError) return isHelp(error) ? exitCodes.done : exitCodes.wrongUse
  terminal.note(`error: ${printable(describeError(error))}`)
  return exitCodeOf(error)
}
