/** What a shell gives the lab, and what it gets. */
import type { AppInfo } from '../../api/contract'
import type { EventMessage } from '../../api/events'
import type { Result } from '../../api/failure'
import type { ForkTrainer } from '../../api/trainer'

export interface LabOptions {
  shell: AppInfo['shell']
  /** Folder of the database; made when it is missing. */
  folder: string
  /** How a second writer is told who holds the database, such as "Backprop Lab" or "lab train". */
  program: string
  /** Version of the program, see `labVersion`. */
  version: string
  forkTrainer: ForkTrainer
  /** Built storage-thread.js: the lab then takes backups by itself. Without it nothing is done unasked. */
  storageThread?: string
  /** Built nearest-thread.js, which searches the training images. Without it that is refused. */
  nearestThread?: string
  /** Built import-thread.js, which imports data sets. Without it that is done in this process, piece by piece. */
  importThread?: string
  /** Of the shell; null outside Electron. */
  versions: Pick<AppInfo['versions'], 'electron' | 'chrome'>
  /** Brings the sample runs into a database in which nothing was ever recorded. */
  samples?: boolean
  /** A lab that reads takes no lock, trains nothing and answers every change with `busy`. */
  mode?: 'write' | 'read'
  /** Asks the user for a folder; null where none was chosen. Absent where a shell has no dialogs. */
  chooseFolder?: () => Promise<string | null>
  /** Takes the paths of files that the system has opened with the lab, each once. Absent where a shell is not told of any. */
  takeOpened?: () => string[]
  /** Where the program's releases lie; absent in a build that names no place. */
  releases?: {
    /** Address for people. */
    page: string
    /** Asks for the version of the latest release, null where none was published; rejects with a LabError. */
    latest(): Promise<string | null>
  }
  /** The time of day, for what is stored. */
  now?: () => Date
}

/** The laboratory as a shell sees it. */
export interface Lab {
  /** The only door: takes anything, throws nothing. */
  invoke(op: unknown, input: unknown): Promise<Result<unknown>>
  /** Returns the function that ends the subscription. */
  subscribe(listener: (message: EventMessage) => void): () => void
  /**
   * Ends training, marks what was running as interrupted and closes the database; safe to call twice.
   * @param patient waits for a backup that is under way; otherwise that has a second
   */
  close(patient?: boolean): Promise<void>
}
