/** Hands a file to a lab, in pieces as a window would. */
import { readFileSync, statSync } from 'node:fs'
import { archivePiece } from '../api/archive'
import type { LabClient } from '../api/client'
import { LabError } from '../api/failure'
import { systemCode } from '../api/system-code'

/** The transfer. Throws a LabError `data` where the file cannot be read or is larger than `most` bytes. */
export async function sendFile(client: LabClient, file: string, most: number): Promise<string> {
  const bytes = readFile(file, most)
  let transfer: string | null = null
  let offset = 0
  do {
    const piece = bytes.subarray(offset, offset + archivePiece)
    const answer: { transfer: string; size: number } = await client.call('archives.receive', { transfer, offset, bytes: new Uint8Array(piece) })
    transfer = answer.transfer
    offset = answer.size
  } while (offset < bytes.length)
  return transfer
}

function readFile(file: string, most: number): Buffer {
  try {
    const { size } = statSync(file)
    if (size > most) throw new LabError('data', `${file} has ${size} bytes; at most ${most} are read`)
    return readFileSync(file)
  } catch (error) {
    if (error instanceof LabError) throw error
    throw new LabError('data', `${file} cannot be read (${systemCode(error)})`)
  }
}
