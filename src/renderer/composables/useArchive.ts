/** Archives of runs in the window: saved as a file from the lab, and brought in from one, in pieces that keep memory small. */
import { ref, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { archiveEnding, mostArchiveBytes, type ImportReport, type MissingDataset } from '../../api/archive'
import { LabError } from '../../api/failure'
import { datasetEnding } from '../../api/dataset-file'
import type { RunRow } from '../../api/records'
import { storedSetOf } from '../../engine/config/data'
import { format } from '../format'
import { useLab } from '../lab'
import { readPieces, sendPieces } from './pieces'
import { saveDataset } from './saveDatasets'
import { useNotices } from './useNotices'
import { useRuns } from './useRuns'

/** Whether an archive is on its way, anywhere in the window. */
const busy = ref(false)

/** Missing data sets that a notice names, and digits of their digests. */
const mostNamed = 3
const shownDigits = 12

export interface Archives {
  readonly busy: Readonly<Ref<boolean>>
  /** Saves an archive of these runs as a file. */
  save(runs: readonly RunRow[]): Promise<void>
  /** Adds what a file holds, and says what was added, already here or refused. */
  open(file: File): Promise<void>
  /** The same with a file that has arrived in the lab. */
  add(transfer: string): Promise<void>
}

export function isArchive({ name }: Pick<File, 'name'>): boolean {
  return name.toLowerCase().endsWith(archiveEnding)
}

export function useArchive(): Archives {
  const lab = useLab()
  const { put } = useRuns()
  const notices = useNotices()
  const { t } = useI18n()

  async function alone(work: () => Promise<void>): Promise<void> {
    if (busy.value) return notices.fail(new LabError('busy', t('runs.archive.busy')))
    busy.value = true
    try {
      await notices.attempt(work)
    } finally {
      busy.value = false
    }
  }

  async function download(runs: readonly RunRow[]): Promise<void> {
    const created = await lab.call('archives.create', { runs: runs.map(({ id }) => id) })
    try {
      const { saveFile } = await import('../rooms/compare/savePng')
      saveFile(await readPieces(lab, created.transfer), `backprop-lab-${runs.length === 1 ? `run-${runs[0]!.id}` : `${runs.length}-runs`}${archiveEnding}`)
    } finally {
      await lab.call('archives.end', { transfer: created.transfer })
    }
    await offerDatasets(runs)
    notices.tell(t('runs.archive.saved', { count: format.count(created.runs), size: format.bytes(created.bytes) }, created.runs))
  }

  /** What the runs train on of the user's own is none of the archive. */
  async function offerDatasets(runs: readonly RunRow[]): Promise<void> {
    const named = digestsOf(runs)
    if (named.size === 0) return
    const sets = (await lab.call('datasets.list', {})).filter(({ digest }) => named.has(digest))
    if (sets.length === 0) return
    const words = t('datasets.saved.offer', { names: sets.map(({ name }) => name).join(', ') })
    notices.offer(words, t('datasets.saved.offerButton'), async () => {
      for (const set of sets) await saveDataset(lab, set)
    })
  }

  async function upload(file: File): Promise<void> {
    if (file.size > mostArchiveBytes)
      throw new LabError('data', t('runs.archive.tooLarge', { name: file.name, size: format.bytes(file.size), most: format.bytes(mostArchiveBytes) }))
    await take(await sendPieces(lab, file, t('runs.archive.unreadable', { name: file.name })))
  }

  async function take(transfer: string): Promise<void> {
    const report = await lab.call('archives.import', { transfer })
    put(report.added)
    notices.tell(describe(report))
    if (report.missing.length > 0) notices.warn(t('datasets.saved.missingTitle'), missingData(report.missing))
    if (report.refused.length > 0) notices.fail(new LabError('data', refusals(report)))
  }

  function describe({ added, present, drawings }: ImportReport): string {
    const parts = [t('runs.archive.added', { count: format.count(added.length) }, added.length)]
    if (present.length > 0) parts.push(t('runs.archive.present', { count: format.count(present.length) }, present.length))
    const inTrash = present.filter(({ trashedAt }) => trashedAt !== null).length
    if (inTrash > 0) parts.push(t('runs.archive.inTrash', { count: format.count(inTrash) }, inTrash))
    if (drawings.added > 0) parts.push(t('runs.archive.drawings', { count: format.count(drawings.added) }, drawings.added))
    return parts.join(' ')
  }

  function missingData(missing: readonly MissingDataset[]): string {
    const sets = missing.slice(0, mostNamed).map(({ digest, name, runs }) => {
      const said = { name: name ?? '', digest: digest.slice(0, shownDigits), count: format.count(runs) }
      return t(name === null ? 'datasets.saved.nameless' : 'datasets.saved.named', said, runs)
    })
    const more = missing.length - sets.length
    if (more > 0) sets.push(t('datasets.saved.more', { count: format.count(more) }, more))
    return t('datasets.saved.missing', { sets: sets.join(', '), ending: datasetEnding })
  }

  function refusals({ refused }: ImportReport): string {
    const [first] = refused
    return t('runs.archive.refused', { count: format.count(refused.length), name: first?.name ?? '', reason: first?.reason ?? '' }, refused.length)
  }

  return { busy, save: (runs) => alone(() => download(runs)), open: (file) => alone(() => upload(file)), add: (transfer) => alone(() => take(transfer)) }
}

/** Of the imported data sets that the runs train on. */
function digestsOf(runs: readonly RunRow[]): Set<string> {
  return new Set(runs.flatMap(({ config }) => storedSetOf(config.data)?.digest ?? []))
}
