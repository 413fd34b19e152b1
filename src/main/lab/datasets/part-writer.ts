/** The file of a data set in the making: features go where they belong; targets, whose place is behind all features, wait in a file of their own. */
import { closeSync, fstatSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { LabError } from '../../../api/failure'
import { encodeStoredHeader, headerBytes, storedLayout, type StoredShape } from '../../../engine/data/stored-table'
import type { TableSink } from '../../../interop/tables/encode'

/** Bytes that are moved at once. */
const block = 256 * 1024

/** Every method throws the system's error where the disk does not take it. */
export class PartWriter implements TableSink {
  private readonly file: number
  private readonly waiting: number
  private featuresEnd = headerBytes
  private targetsEnd = 0

  constructor(
    private readonly path: string,
    private readonly shape: StoredShape,
  ) {
    this.file = openSync(path, 'w', 0o600)
    this.waiting = openSync(targetsPath(path), 'w+', 0o600)
    write(this.file, encodeStoredHeader(shape), 0)
  }

  features(bytes: Uint8Array): void {
    write(this.file, bytes, this.featuresEnd)
    this.featuresEnd += bytes.length
  }

  targets(bytes: Uint8Array): void {
    write(this.waiting, bytes, this.targetsEnd)
    this.targetsEnd += bytes.length
  }

  /** Puts the targets in their place; returns the bytes of the whole. Throws a LabError `data` where there are not as many as the header says. */
  finish(): number {
    const layout = storedLayout(this.shape)
    const bytes = new Uint8Array(block)
    for (let done = 0; done < this.targetsEnd;) {
      const read = readSync(this.waiting, bytes, 0, block, done)
      write(this.file, bytes.subarray(0, read), layout.targets.start + done)
      done += read
    }
    const { size } = fstatSync(this.file)
    if (size !== layout.bytes) throw new LabError('data', 'The file changed while it was read: import it again')
    return size
  }

  close(): void {
    closeSync(this.file)
    closeSync(this.waiting)
  }
}

/** Removes what a writer has left at this path. */
export function removePart(path: string): void {
  rmSync(path, { force: true })
  rmSync(targetsPath(path), { force: true })
}

function targetsPath(path: string): string {
  return path.replace(/(\.part)?$/, '.targets.part')
}

function write(descriptor: number, bytes: Uint8Array, at: number): void {
  for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written, bytes.length - written, at + written)
}
