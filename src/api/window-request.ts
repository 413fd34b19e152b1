/** What the desktop asks of the page: by a command of the menu, a file that the system opened, a notice that was clicked. In a browser nobody asks. */
import type { RoomName } from './room-names'

export type WindowRequest =
  | { ask: 'room'; room: RoomName }
  /** The experiment in Run. */
  | { ask: 'experiment'; experiment: number }
  | { ask: 'palette' }
  /** A setup to begin with, in the place of the one that is being edited. */
  | { ask: 'newSetup' }
  /** Whatever the open room exports. */
  | { ask: 'export' }
  | { ask: 'guide' }
  | { ask: 'about' }
  /** Looks for updates, where the settings allow it. */
  | { ask: 'updates' }
  /** Files wait: `files.opened` has them. */
  | { ask: 'openFiles' }
  /** To say that diagnostics are on the clipboard. */
  | { ask: 'tellCopied' }
