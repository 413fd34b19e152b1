/** One import from the window: files go to the lab in pieces, then the lab reads them; both can be stopped, and nothing is left then. */
import { onScopeDispose, ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { ImportedDataset } from '../../api/datasets'
import { LabError } from '../../api/failure'
import { failureOf } from '../failure'
import { format } from '../format'
import { useLab } from '../lab'
import { useFirstExperiment } from '../rooms/setup/useFirstExperiment'
import { sendPieces } from './pieces'
import { useNotices } from './useNotices'

/** What is under way, and how far. */
export interface ImportStep {
  name: 'sending' | 'reading'
  done: number
  total: number
}

/** What is imported: `send` names the transfers that `read` has the lab import. */
export interface ImportPlan<T> {
  /** Of all files that are sent. */
  bytes: number
  send(one: (file: File) => Promise<string>): Promise<T>
  read(sent: T): Promise<ImportedDataset>
}

export function useDataImport() {
  const lab = useLab()
  const { t } = useI18n()
  const router = useRouter()
  const notices = useNotices()
  const { begin } = useFirstExperiment()
  const open = ref(false)
  const step = ref<ImportStep | null>(null)
  /** Why the last import came to nothing. */
  const problem = ref<string | null>(null)
  let stopping = false

  onScopeDispose(
    lab.on('importing', ({ done, total }) => {
      if (step.value?.name === 'reading') step.value = { name: 'reading', done, total }
    }),
  )

  /** Begins an experiment on what was imported; says why not where it was not. */
  async function run<T>(plan: ImportPlan<T>): Promise<void> {
    if (step.value) return
    problem.value = null
    try {
      const imported = await transferAndRead(plan)
      open.value = false
      await show(imported)
    } catch (error) {
      problem.value = failureOf(error).message
    } finally {
      step.value = null
    }
  }

  /** Throws a LabError: `data` with the place in the file, `invalid` where a choice does not fit, `closed` where it was stopped. */
  async function transferAndRead<T>({ bytes, send, read }: ImportPlan<T>): Promise<ImportedDataset> {
    stopping = false
    step.value = { name: 'sending', done: 0, total: bytes }
    const sent: string[] = []
    let before = 0
    const sendOne = async (file: File): Promise<string> => {
      const transfer = await sendPieces(lab, file, t('datasets.import.unreadable', { name: file.name }), (done) => {
        if (stopping) throw new LabError('closed', t('datasets.import.stopped'))
        step.value = { name: 'sending', done: before + done, total: bytes }
      })
      before += file.size
      sent.push(transfer)
      return transfer
    }
    try {
      const transfers = await send(sendOne)
      step.value = { name: 'reading', done: 0, total: bytes }
      return await read(transfers)
    } catch (error) {
      // The lab has ended them where it began to read; it takes no notice of those that are gone.
      for (const transfer of sent) await lab.call('archives.end', { transfer })
      throw error
    }
  }

  async function show({ row, present }: ImportedDataset): Promise<void> {
    const undo = begin(row)
    await router.push('/setup')
    const shape = { name: row.name, samples: format.count(row.samples), inputs: format.count(row.inputs) }
    const done = t(present ? 'datasets.import.present' : 'datasets.import.done', shape)
    if (undo) notices.offerUndo(done, undo)
    else notices.tell(done)
  }

  /** Stops what is under way, or closes the dialog where nothing is. */
  function close(): void {
    if (step.value === null) open.value = false
    stopping = true
    if (step.value?.name === 'reading') void lab.call('datasets.stopImport', {})
  }
  return { open, step, problem, run, close }
}
