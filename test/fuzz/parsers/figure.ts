/** Figures: the metadata in their PNG files. */
import { experimentsOf } from '../../../src/report/metadata'
import { crc32 } from '../../../src/engine/training/crc32'
import { readMetadata, writeMetadata } from '../../../src/report/png/metadata'
import { check, type Parser } from '../parser'

const signatureBytes = 8

export const figure: Parser = {
  name: 'figure',
  read(bytes) {
    const read = readMetadata(bytes, 'f')
    if (!read.ok) {
      check(read.code === 'data' && read.message.length < 2000, 'the refusal has no bounds')
      return 'refused'
    }
    experimentsOf(read.value)
    const again = readMetadata(writeMetadata(bytes, read.value, 300), 'f')
    check(again.ok && JSON.stringify(again.value) === JSON.stringify(read.value), 'it is another figure when written again')
    return 'accepted'
  },
  /** The checksums of all chunks, as far as they can be told apart. */
  repair(bytes) {
    const copy = bytes.slice()
    const view = new DataView(copy.buffer)
    for (let at = signatureBytes; at + 12 <= copy.length;) {
      const end = at + 8 + view.getUint32(at)
      if (end + 4 > copy.length) break
      view.setUint32(end, crc32(copy.subarray(at + 4, end)))
      at = end + 4
    }
    return copy
  },
}
