/** Archives of runs, read whole as an import does before it adds anything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as pause } from 'node:timers/promises'
import { ArchiveReader } from '../../../db/archive/read'
import { outcomeOf, type Parser } from '../parser'

export const archive: Parser = {
  name: 'archive',
  async read(bytes) {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-fuzz-'))
    try {
      const file = join(folder, 'f.bplab')
      writeFileSync(file, bytes)
      return await outcomeOf(async () => {
        const reader = ArchiveReader.open(file)
        try {
          await reader.checkAll(pause)
        } finally {
          reader.close()
        }
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  /** Number of pages as the file's length has it, which is looked at first. */
  repair(bytes) {
    if (bytes.length < 100) return bytes
    const copy = bytes.slice(0, bytes.length - (bytes.length % 4096))
    if (copy.length >= 32) new DataView(copy.buffer).setUint32(28, copy.length / 4096)
    return copy
  },
}
