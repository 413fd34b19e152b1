/** Bytes of an open file. */
import type { FileHandle } from 'node:fs/promises'
import { LabError } from '../../../api/failure'

export interface Place {
  start: number
  bytes: number
}

/** Throws a LabError `data` where the file ends before. */
export async function readAt(file: FileHandle, { start, bytes }: Place, fileName: string): Promise<Uint8Array<ArrayBuffer>> {
  const content = new Uint8Array(bytes)
  for (let read = 0; read < bytes;) {
    const { bytesRead } = await file.read(content, read, bytes - read, start + read)
    if (bytesRead === 0) throw new LabError('data', `${fileName} ends at byte ${start + read}, before all of it was read: take it as it was exported`)
    read += bytesRead
  }
  return content
}

/** The same in pieces. */
export async function* piecesOf(file: FileHandle, { start, bytes }: Place, fileName: string): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const piece = 1024 * 1024
  for (let done = 0; done < bytes; done += piece) yield await readAt(file, { start: start + done, bytes: Math.min(piece, bytes - done) }, fileName)
}
