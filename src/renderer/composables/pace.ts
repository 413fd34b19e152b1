/** How often what arrives is shown: together, and the more rarely the longer showing it takes. */

export interface Pace {
  /** Shows within a while; calls before that are one. */
  soon(): void
  /** Shows at once what has arrived. */
  now(): void
  cancel(): void
}

/** What arrives waits at least so long, in milliseconds. */
const shortestWait = 100
/**
 * It waits so many times as long as showing took last time: small trials make thousands of epochs a second, each of which is drawn again with
 * all before it, and the window is to stay free for most of the time.
 */
const rest = 4
const longestWait = 5000

export function pace(show: () => void): Pace {
  let timer: ReturnType<typeof setTimeout> | undefined
  let cost = 0

  function cancel(): void {
    clearTimeout(timer)
    timer = undefined
  }

  function now(): void {
    cancel()
    const begun = performance.now()
    show()
    // What depends on it is computed and drawn before the next task.
    setTimeout(() => (cost = performance.now() - begun))
  }

  return { soon: () => (timer ??= setTimeout(now, Math.min(longestWait, Math.max(shortestWait, rest * cost)))), now, cancel }
}
