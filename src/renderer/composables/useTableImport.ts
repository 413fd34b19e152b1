/** One import from the window: the file goes to the lab in pieces, then the lab reads it; both can be stopped, and nothing is left then. */
import { onScopeDispose, ref } from 'vue'
import type { ImportedDataset } from '../../api/datasets'
import type { Input } from '../../api/contract'
import { LabError } from '../../api/failure'
import { useLab } from '../lab'
import { sendPieces } from './useArchive'

/** What is under way, and how far: bytes of the file. */
export interface ImportStep {
  name: 'sending' | 'reading'
  done: number
  total: number
}

export interface ImportWords {
  unreadable: string
  stopped: string
}

export function useTableImport() {
  const lab = useLab()
  const step = ref<ImportStep | null>(null)
  let stopping = false

  onScopeDispose(
    lab.on('importing', ({ done, total }) => {
      if (step.value?.name === 'reading') step.value = { name: 'reading', done, total }
    }),
  )

  /** Throws a LabError: `data` with line and column, `invalid` where a choice does not fit, `closed` where it was stopped. */
  async function run(file: File, choices: Input<'datasets.import'>['choices'], words: ImportWords): Promise<ImportedDataset> {
    stopping = false
    step.value = { name: 'sending', done: 0, total: file.size }
    try {
      const transfer = await sendPieces(lab, file, words.unreadable, (done) => {
        if (stopping) throw new LabError('closed', words.stopped)
        step.value = { name: 'sending', done, total: file.size }
      })
      step.value = { name: 'reading', done: 0, total: 2 * file.size }
      return await lab.call('datasets.import', { transfer, fileName: file.name, choices })
    } finally {
      step.value = null
    }
  }
  function stop(): void {
    stopping = true
    if (step.value?.name === 'reading') void lab.call('datasets.stopImport', {})
  }
  return { step, run, stop }
}
