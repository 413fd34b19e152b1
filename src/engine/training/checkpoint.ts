/**
 * A session as bytes, from which it goes on to the same bits.
 *
 * All numbers are little-endian:
 *
 *     0  8 bytes   "BPLCHKPT"
 *     8  u32       version of this format, 1
 *    12  u32       CRC-32 of everything from byte 16 on
 *    16  u32       CRC-32 of the trial's identity: its canonical configuration, seed and data sizes
 *    20  u32       phase
 *    24  u32       divergence
 *    28  u32       0, so that what follows is aligned
 *    32  12 x f64  epoch, position; loss, correct and samples of training, then of validation; seconds; steps of the optimizer; 0; 0
 *   128            vectors, each in its own precision: parameters, parameters of the last finite epoch, the optimizer's, the schedule's,
 *                  those of early stopping, and in the middle of an update the gradients that its finished blocks have added up
 *
 * The order of the samples is not stored: seed and epoch give it again. Lengths follow from the configuration, hence nothing is allocated
 * at a file's word: one that is not exactly as long as it must be is refused first.
 */
import type { Vector } from '../kernels/kernels'
import { crc32 } from './crc32'
import { divergences, phases, type SessionState } from './session-state'

const MAGIC = 'BPLCHKPT'
const VERSION = 1
const CHECKED_FROM = 16
const HEADER = 128

/** Why bytes are no checkpoint to go on from. */
export type CheckpointFault = 'not a checkpoint' | 'newer version' | 'damaged' | 'another trial'

/** Why bytes could not be taken up as a checkpoint. */
export class CheckpointError extends Error {
  override readonly name = 'CheckpointError'

  constructor(
    readonly fault: CheckpointFault,
    message: string,
  ) {
    super(message)
  }
}

/** The numbers of a checkpoint. */
export interface CheckpointHeader {
  /** CRC-32 of the trial's identity. */
  identity: number
  state: SessionState
  optimizerSteps: number
}

export function encodeCheckpoint({ identity, state, optimizerSteps }: CheckpointHeader, vectors: readonly Vector[]): Uint8Array {
  const bytes = new Uint8Array(HEADER + byteLength(vectors))
  const view = new DataView(bytes.buffer)
  for (let i = 0; i < MAGIC.length; i++) bytes[i] = MAGIC.charCodeAt(i)
  view.setUint32(8, VERSION, true)
  view.setUint32(16, identity, true)
  view.setUint32(20, phases.indexOf(state.phase), true)
  view.setUint32(24, divergences.indexOf(state.divergence), true)
  const { train, validation } = state
  const numbers = [state.epoch, state.position, train.loss, train.correct, train.samples, validation.loss, validation.correct, validation.samples]
  for (const [i, number] of [...numbers, state.seconds, optimizerSteps].entries()) view.setFloat64(32 + 8 * i, number, true)
  let offset = HEADER
  for (const vector of vectors) {
    bytes.set(asBytes(vector), offset)
    offset += vector.byteLength
  }
  view.setUint32(12, crc32(bytes, CHECKED_FROM), true)
  return bytes
}

/** Reads the numbers. Throws a `CheckpointError` when the bytes are no whole checkpoint of this trial. */
export function decodeHeader(bytes: Uint8Array, identity: number): CheckpointHeader {
  if (bytes.length < HEADER || String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new CheckpointError('not a checkpoint', `these ${bytes.length} bytes are not a checkpoint`)
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const version = view.getUint32(8, true)
  if (version !== VERSION) throw new CheckpointError('newer version', `the checkpoint has version ${version}; this program reads version ${VERSION}`)
  if (view.getUint32(12, true) !== crc32(bytes, CHECKED_FROM)) throw new CheckpointError('damaged', 'the checkpoint is damaged: its checksum does not match')
  if (view.getUint32(16, true) !== identity)
    throw new CheckpointError('another trial', 'the checkpoint belongs to a trial with another configuration, seed or data')
  const phase = phases[view.getUint32(20, true)]
  const divergence = divergences[view.getUint32(24, true)]
  if (phase === undefined || divergence === undefined) throw new CheckpointError('damaged', 'the checkpoint is damaged: its phase is unknown')
  const number = (i: number) => view.getFloat64(32 + 8 * i, true)
  const count = (i: number) => {
    if (!Number.isSafeInteger(number(i)) || number(i) < 0) throw new CheckpointError('damaged', `the checkpoint is damaged: ${number(i)} is not a count`)
    return number(i)
  }
  const state: SessionState = {
    phase,
    divergence,
    epoch: count(0),
    position: count(1),
    train: { loss: number(2), correct: count(3), samples: count(4) },
    validation: { loss: number(5), correct: count(6), samples: count(7) },
    seconds: number(8),
  }
  return { identity, state, optimizerSteps: count(9) }
}

/** Copies the vectors' numbers out of a checkpoint whose header was read. Throws a `CheckpointError` before it changes any, when the size is wrong. */
export function decodeVectors(bytes: Uint8Array, vectors: readonly Vector[]): void {
  const expected = HEADER + byteLength(vectors)
  if (bytes.length !== expected) throw new CheckpointError('damaged', `the checkpoint is damaged: it has ${bytes.length} bytes, not ${expected}`)
  let offset = HEADER
  for (const vector of vectors) {
    asBytes(vector).set(bytes.subarray(offset, offset + vector.byteLength))
    offset += vector.byteLength
  }
}

function byteLength(vectors: readonly Vector[]): number {
  return vectors.reduce((sum, vector) => sum + vector.byteLength, 0)
}

/** The vector's memory; every processor that the program runs on is little-endian. */
function asBytes(vector: Vector): Uint8Array {
  return new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
}
