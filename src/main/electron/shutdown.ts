/** The order of the end: the window, then training, then the database, then the process. */

/** What of Electron's app is needed here. */
export interface Quitting {
  on(event: 'will-quit', listener: (event: { preventDefault(): void }) => void): unknown
  /** Ends the process at once. */
  exit(code: number): void
}

/**
 * Holds the end back until `close` has settled. By then the windows are closed, so nobody can call the lab any more. The exit code
 * is 1 where closing failed.
 */
export function closeBeforeExit(app: Quitting, close: () => Promise<void>): void {
  let closing = false
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    close().then(
      () => app.exit(0),
      (error: unknown) => {
        console.error(error)
        app.exit(1)
      },
    )
  })
}
