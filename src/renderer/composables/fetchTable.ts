/** The stored file of the imported table that a trial learns from: the last one is kept for as long as the window is open. */
import type { LabClient } from '../../api/client'
import { LabError } from '../../api/failure'
import { storedSetOf } from '../../engine/config/data'
import type { TrialConfig } from '../../engine/config/experiment'
import { format } from '../format'

/** Larger ones are trained on all the same; the window does not take them into its memory. */
const mostBytes = 64 * 1024 * 1024

/** Words for a table of so many bytes, of which a window takes at most so many. */
type TooLarge = (size: string, most: string) => string

let last: { digest: string; file: Promise<Uint8Array> } | null = null

/** Null for other data. Rejects with a LabError: `not-found` where the lab does not have it, `conflict` where it is too large for a window. */
export function fetchTable(lab: LabClient, { data }: Pick<TrialConfig, 'data'>, tooLarge: TooLarge): Promise<Uint8Array | null> {
  const set = storedSetOf(data)
  if (set === null) return Promise.resolve(null)
  const { digest } = set
  if (last?.digest !== digest) {
    const file = fetchFile(lab, digest, tooLarge)
    last = { digest, file }
    // What failed is asked for again.
    file.catch(() => (last = null))
  }
  return last?.file ?? Promise.resolve(null)
}

async function fetchFile(lab: LabClient, digest: string, tooLarge: TooLarge): Promise<Uint8Array> {
  const first = await lab.call('datasets.read', { digest, offset: 0 })
  if (first.size > mostBytes) throw new LabError('conflict', tooLarge(format.bytes(first.size), format.bytes(mostBytes)))
  const file = new Uint8Array(first.size)
  file.set(first.bytes)
  for (let offset = first.bytes.length; offset < file.length;) {
    const { bytes } = await lab.call('datasets.read', { digest, offset })
    file.set(bytes, offset)
    offset += bytes.length
  }
  return file
}
