/** Options that many commands have. */

/** Options of every command. */
export interface Common {
  /** Folder of the database; undefined takes the system's. */
  dataDir?: string
}

export interface JsonOption {
  json?: boolean
}
