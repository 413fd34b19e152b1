/** Files that the system opened with the lab, until the page takes them: a file may come before there is a page. */
export class OpenedFiles {
  #waiting: string[] = []
  #onAdd: ((paths: readonly string[]) => void) | null = null

  /** Those that nobody has taken. */
  get waiting(): readonly string[] {
    return this.#waiting
  }

  add(paths: readonly string[]): void {
    if (paths.length === 0) return
    this.#waiting.push(...paths)
    this.#onAdd?.(paths)
  }

  /** Each once. */
  take(): string[] {
    return this.#waiting.splice(0)
  }

  /** Calls back for what is added from now on. */
  whenAdded(listener: (paths: readonly string[]) => void): void {
    this.#onAdd = listener
  }
}
