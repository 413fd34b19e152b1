/** A file that the lab has taken, as the page would have it had it been dropped; the transfer ends. */
import type { LabClient } from '../../api/client'
import { readPieces } from '../composables/pieces'

export async function readTransfer(lab: LabClient, transfer: string, name: string): Promise<File> {
  try {
    return new File([await readPieces(lab, transfer)], name)
  } finally {
    await lab.call('archives.end', { transfer })
  }
}
