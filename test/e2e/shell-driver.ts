/** A running Electron shell as the contract tests see it, whether Electron is true or a stand-in. */
import type { Page } from 'playwright'
import type { Result } from '../../src/api/failure'

export interface PermissionDecision {
  /** When the page asks. */
  request: boolean
  /** When the page only looks. */
  check: boolean
}

export interface ShellDriver {
  /** For the output: which shell this was. */
  readonly name: string
  readonly page: Page
  /** Preferences of the window, as it was opened. */
  webPreferences(): Promise<Record<string, unknown>>
  /** How many windows are open, after a page tried to open one. */
  windows(): Promise<number>
  /** Calls the lab as a page that is not the lab would, by the same channel. */
  invokeAsForeignPage(op: string, input: unknown): Promise<Result<unknown>>
  permission(name: string): Promise<PermissionDecision>
  /** Whether a request of the page to this address may leave. */
  mayRequest(url: string): Promise<boolean>
  /** Whether a download of this address may begin. */
  mayDownload(url: string): Promise<boolean>
  /** Clicks an item of the menu by the labels that lead to it. */
  clickMenu(...labels: string[]): Promise<void>
  /** Asks the program to end, as its menu does. Returns the exit code. */
  quit(): Promise<number | null>
  /** For the end of the tests: whatever is left is ended. */
  dispose(): Promise<void>
}

/** The channel between window and main process, for calls that bypass the preload. */
export { invokeChannel } from '../../src/api/channels'
