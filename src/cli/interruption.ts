/** What asks a command to end before it is done: a signal, or nobody reading its output any more. */
import { exitCodes, signalCodes } from './exit-codes'

export interface Interruption {
  /** Aborted when the command shall end; what is under way is stored first. */
  readonly signal: AbortSignal
  /** What the command then ends with. */
  readonly exitCode: number
  /** Ends the watch. */
  release(): void
}

/** The parts of a process that are needed. */
export interface SignalSource {
  on(event: keyof typeof signalCodes, listener: () => void): unknown
  off(event: keyof typeof signalCodes, listener: () => void): unknown
}

/** Package managers pass a signal on that the terminal has already sent: within this time it is the same one, in milliseconds. */
const sameSignal = 1000

/**
 * @param insist what a second signal does, when the user does not want to wait
 */
export function watchInterruption(source: SignalSource, outputClosed: AbortSignal, insist: (exitCode: number) => void): Interruption {
  const controller = new AbortController()
  let exitCode: number = exitCodes.done
  let since = 0
  const listeners = (['SIGHUP', 'SIGINT', 'SIGTERM'] as const).map((name) => {
    const listener = () => {
      if (controller.signal.aborted && performance.now() - since > sameSignal) return insist(signalCodes[name])
      if (controller.signal.aborted) return
      exitCode = signalCodes[name]
      since = performance.now()
      controller.abort()
    }
    source.on(name, listener)
    return { name, listener }
  })
  outputClosed.addEventListener('abort', () => controller.abort(), { once: true })
  if (outputClosed.aborted) controller.abort()
  return {
    signal: controller.signal,
    get exitCode() {
      return exitCode
    },
    release: () => listeners.forEach(({ name, listener }) => source.off(name, listener)),
  }
}
