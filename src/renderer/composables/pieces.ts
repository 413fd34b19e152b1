/** Files on their way between the window and the lab, in pieces that keep memory small. */
import { archivePiece } from '../../api/archive'
import type { LabClient } from '../../api/client'
import { LabError } from '../../api/failure'

/** As a blob, which the browser keeps outside of the page's memory. */
export async function readPieces(lab: LabClient, transfer: string): Promise<Blob> {
  const pieces: Blob[] = []
  for (let offset = 0; ;) {
    const { bytes, size } = await lab.call('archives.read', { transfer, offset })
    pieces.push(new Blob([Uint8Array.from(bytes)]))
    offset += bytes.length
    if (offset >= size || bytes.length === 0) return new Blob(pieces, { type: 'application/octet-stream' })
  }
}

/**
 * The transfer, once all pieces have arrived.
 * @param onSent told after each piece how many bytes have arrived; what it throws ends the transfer
 */
export async function sendPieces(lab: LabClient, file: File, unreadable: string, onSent: (bytes: number) => void = () => undefined): Promise<string> {
  let transfer: string | null = null
  let offset = 0
  try {
    do {
      const bytes = await readPiece(file, offset, unreadable)
      const answer: { transfer: string; size: number } = await lab.call('archives.receive', { transfer, offset, bytes })
      transfer = answer.transfer
      offset = answer.size
      onSent(offset)
    } while (offset < file.size)
    return transfer
  } catch (error) {
    if (transfer !== null) await lab.call('archives.end', { transfer })
    throw error
  }
}

async function readPiece(file: File, offset: number, unreadable: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(offset, offset + archivePiece).arrayBuffer())
  } catch {
    // A folder can be dropped like a file and cannot be read like one.
    throw new LabError('data', unreadable)
  }
}
