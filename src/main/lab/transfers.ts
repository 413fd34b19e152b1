/** Archives on their way through a bridge, piece by piece: files in a folder of their own below the data, gone when the lab closes. */
import { randomUUID } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readSync, rmSync, statSync, writeSync } from 'node:fs'
import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { archivePiece, mostArchiveBytes } from '../../api/archive'
import { LabError } from '../../api/failure'
import { systemCode } from '../../api/system-code'

/** Files at once; a window needs one. */
const mostTransfers = 4

/** A piece of a file. */
export interface Piece {
  bytes: Uint8Array
  /** Bytes of the whole file. */
  size: number
}

export class Transfers {
  readonly #open = new Map<string, { path: string; size: number }>()
  #ready = false

  constructor(private readonly folder: string) {}

  /** A name for a file that is yet to be made, and its path. */
  begin(): { transfer: string; path: string } {
    if (this.#open.size >= mostTransfers) throw new LabError('busy', 'Several archives are on their way already: try again when they are done')
    this.#prepare()
    const transfer = randomUUID()
    const path = join(this.folder, transfer)
    this.#open.set(transfer, { path, size: 0 })
    return { transfer, path }
  }

  /** Adds bytes to a file that the window sends; the first piece, of no transfer yet, begins one. Pieces follow one another without a gap. */
  receive(transfer: string | null, offset: number, bytes: Uint8Array): { transfer: string; size: number } {
    const name = transfer ?? this.begin().transfer
    const file = this.#find(name)
    if (offset !== file.size) throw new LabError('conflict', `The archive has ${file.size} bytes so far; a piece for byte ${offset} does not follow`, 'offset')
    if (file.size + bytes.length > mostArchiveBytes) throw new LabError('data', `An archive has at most ${mostArchiveBytes} bytes`)
    write(file.path, bytes, offset)
    file.size += bytes.length
    return { transfer: name, size: file.size }
  }

  /** Begins with a copy of a file of this computer: what is done with it later is done with what it was now. */
  async take(file: string): Promise<{ transfer: string; bytes: number }> {
    const { transfer, path } = this.begin()
    try {
      await copyFile(file, path)
      await chmod(path, 0o600)
      const { size } = statSync(path)
      this.#open.set(transfer, { path, size })
      return { transfer, bytes: size }
    } catch (error) {
      this.end(transfer)
      throw error
    }
  }

  send(transfer: string, offset: number): Piece {
    const { path } = this.#find(transfer)
    const { size } = statSync(path)
    const bytes = new Uint8Array(Math.max(0, Math.min(archivePiece, size - offset)))
    const descriptor = openSync(path, 'r')
    try {
      readSync(descriptor, bytes, 0, bytes.length, offset)
    } finally {
      closeSync(descriptor)
    }
    return { bytes, size }
  }

  pathOf(transfer: string): string {
    return this.#find(transfer).path
  }

  /** Removes a file, wherever it stands. */
  end(transfer: string): void {
    const file = this.#open.get(transfer)
    if (file) rmSync(file.path, { force: true })
    this.#open.delete(transfer)
  }

  close(): void {
    this.#open.clear()
    if (this.#ready) rmSync(this.folder, { recursive: true, force: true })
  }

  /** What an earlier process left behind goes. */
  #prepare(): void {
    if (this.#ready) return
    rmSync(this.folder, { recursive: true, force: true })
    mkdirSync(this.folder, { mode: 0o700 })
    this.#ready = true
  }

  #find(transfer: string): { path: string; size: number } {
    const file = this.#open.get(transfer)
    if (!file) throw new LabError('not-found', 'This archive is no longer on its way: begin again')
    return file
  }
}

function write(path: string, bytes: Uint8Array, offset: number): void {
  const descriptor = openSync(path, offset === 0 ? 'w' : 'r+', 0o600)
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written, bytes.length - written, offset + written)
  } catch (error) {
    throw new LabError('data', `The archive cannot be kept beside the data (${systemCode(error)})`)
  } finally {
    closeSync(descriptor)
  }
}
