/** What a look for updates answers. */
export interface UpdateAnswer {
  /** Version of the latest release; null where none was published. */
  latest: string | null
  /** Whether it comes after the version that runs. */
  newer: boolean
}
