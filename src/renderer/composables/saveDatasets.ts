/** A data set of one's own as a file, to be taken to another lab. */
import type { LabClient } from '../../api/client'
import { datasetEnding } from '../../api/dataset-file'
import { readPieces } from './pieces'

/** Rejects with a LabError: `not-found` where the lab does not have it, `data` where it is damaged. */
export async function saveDataset(lab: LabClient, { digest, name }: { digest: string; name: string }): Promise<void> {
  const { transfer } = await lab.call('datasets.export', { digest })
  try {
    const { saveFile } = await import('../rooms/compare/savePng')
    saveFile(await readPieces(lab, transfer), `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}${datasetEnding}`)
  } finally {
    await lab.call('archives.end', { transfer })
  }
}
