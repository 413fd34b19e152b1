/** A trial's checkpoint: the session's state, preceded by what the process itself must remember of the trial. */
import { LabError } from '../api/failure'
import type { EpochScore } from '../engine/training/records'

/** The session does not know which epoch was best: that is a matter of which models are stored. */
export interface TrialCheckpoint {
  best: EpochScore | null
  state: Uint8Array
}

const lengthBytes = 4

/** Length of the header as a little-endian uint32, the header in JSON, the session's state. */
export function encodeCheckpoint({ best, state }: TrialCheckpoint): Uint8Array {
  const header = new TextEncoder().encode(JSON.stringify({ best }))
  const file = new Uint8Array(lengthBytes + header.length + state.length)
  new DataView(file.buffer).setUint32(0, header.length, true)
  file.set(header, lengthBytes)
  file.set(state, lengthBytes + header.length)
  return file
}

/** Throws a LabError `data` where the bytes are no checkpoint. */
export function decodeCheckpoint(file: Uint8Array): TrialCheckpoint {
  if (file.length < lengthBytes) throw damaged(`${file.length} bytes`)
  const end = lengthBytes + new DataView(file.buffer, file.byteOffset).getUint32(0, true)
  if (end > file.length) throw damaged(`a header up to byte ${end} in ${file.length} bytes`)
  return { best: parseBest(new TextDecoder().decode(file.subarray(lengthBytes, end))), state: file.slice(end) }
}

function parseBest(header: string): EpochScore | null {
  let value: unknown
  try {
    value = JSON.parse(header)
  } catch {
    throw damaged('a header that is no JSON')
  }
  if (typeof value !== 'object' || value === null || !('best' in value)) throw damaged('a header without the best epoch')
  if (value.best === null || isScore(value.best)) return value.best
  throw damaged('a best epoch without scores')
}

function isScore(value: unknown): value is EpochScore {
  if (typeof value !== 'object' || value === null) return false
  const number = (value: unknown) => value === null || typeof value === 'number'
  const pair = (score: unknown) =>
    typeof score === 'object' && score !== null && 'loss' in score && number(score.loss) && 'accuracy' in score && number(score.accuracy)
  return 'epoch' in value && Number.isInteger(value.epoch) && 'train' in value && pair(value.train) && 'validation' in value && pair(value.validation)
}

function damaged(found: string): LabError {
  return new LabError('data', `The checkpoint is damaged (${found}): start the run anew`)
}
