/** Data sets that another lab saved as files, imported into a folder of their own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { importDatasetFile } from '../../../src/main/lab/datasets/dataset-file'
import { check, outcomeOf, type Parser } from '../parser'

export const dataset: Parser = {
  name: 'dataset',
  async read(bytes) {
    const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-fuzz-'))
    try {
      const path = join(folder, 'f.bpdata')
      writeFileSync(path, bytes)
      return await outcomeOf(async () => {
        const set = await importDatasetFile({ folder, path, fileName: 'f.bpdata' }, { onProgress: () => undefined })
        check(set.bytes < bytes.length, 'more was stored than there was')
        check(set.content.target.task === set.task, 'its target is for another task')
      })
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
}
