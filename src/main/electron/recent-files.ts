/** The files that were opened last, kept over starts. The system keeps a list of its own, for its dock or taskbar. */
import * as z from 'zod'
import { readSmallFile, writeSmallFile } from './small-file'

const most = 10
const recentSchema = z.array(z.string().min(1).max(4096)).max(most)

/** What of Electron's app is told. */
export interface SystemList {
  addRecentDocument(path: string): void
  clearRecentDocuments(): void
}

export class RecentFiles {
  #paths: readonly string[]

  constructor(
    private readonly file: string,
    private readonly system: SystemList,
    private readonly onChange: () => void,
  ) {
    this.#paths = readSmallFile(file, recentSchema) ?? []
  }

  /** The latest first. */
  get paths(): readonly string[] {
    return this.#paths
  }

  add(path: string): void {
    this.system.addRecentDocument(path)
    this.#set([path, ...this.#paths.filter((other) => other !== path)].slice(0, most))
  }

  clear(): void {
    this.system.clearRecentDocuments()
    this.#set([])
  }

  #set(paths: readonly string[]): void {
    this.#paths = paths
    writeSmallFile(this.file, paths)
    this.onChange()
  }
}
