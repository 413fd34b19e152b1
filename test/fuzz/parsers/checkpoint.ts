/** Checkpoints, which archives bring from other labs: the trial's own header, then the session's state, then a step of training from there. */
import { decodeCheckpoint } from '../../../src/trainer/checkpoint-file'
import { crc32 } from '../../../src/engine/training/crc32'
import { open, xorTrial } from '../../unit/engine/training/small-trials'
import { check, outcomeOf, type Parser } from '../parser'

/** The trial of every checkpoint in the corpus. */
export const checkpointTrial = xorTrial({ kernels: 'reference', precision: 'float64', earlyStopping: { patience: 2 } })

export const checkpoint: Parser = {
  name: 'checkpoint',
  read: (bytes) =>
    outcomeOf(() => {
      const { best, state } = decodeCheckpoint(bytes)
      check(best === null || best.epoch >= 0, 'the best epoch is none')
      const session = open(checkpointTrial, { checkpoint: state })
      const { kind } = session.advance(() => true)
      check(['yielded', 'epoch', 'done', 'diverged'].includes(kind), `it goes on to ${kind}`)
    }),
  /** The checksum of the state, which begins behind a header of the length that comes first. */
  repair(bytes) {
    const copy = bytes.slice()
    const view = new DataView(copy.buffer)
    const start = copy.length < 4 ? copy.length : 4 + view.getUint32(0, true)
    if (start + 16 <= copy.length) view.setUint32(start + 12, crc32(copy.subarray(start), 16), true)
    return copy
  },
}
