/** Opening a figure's file: its experiment in Setup or, where all its trials are recorded, its runs in Compare. */
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { LabError } from '../../api/failure'
import type { OpenedFigure } from '../../api/figure-file'
import { mostFigureBytes } from '../../api/opened-file'
import { useNotices } from '../composables/useNotices'
import { format } from '../format'
import { useLab } from '../lab'
import { useDraft } from '../rooms/setup/useDraft'

export function useFigureFile(): { open(file: File): Promise<void> } {
  const { t } = useI18n()
  const lab = useLab()
  const router = useRouter()
  const notices = useNotices()
  const { draft, origin, changes, load, restore } = useDraft()

  async function read(file: File): Promise<OpenedFigure> {
    if (file.size > mostFigureBytes)
      throw new LabError('data', t('frame.figure.tooLarge', { name: file.name, size: format.bytes(file.size), most: format.bytes(mostFigureBytes) }))
    let bytes: Uint8Array
    try {
      bytes = new Uint8Array(await file.arrayBuffer())
    } catch {
      // A folder can be dropped like a file and cannot be read like one.
      throw new LabError('data', t('frame.figure.unreadable', { name: file.name }))
    }
    const { readFigureFile } = await import('../../report/read-figure')
    const metadata = readFigureFile(bytes, file.name)
    if (!metadata.ok) throw new LabError(metadata.code, metadata.message)
    return lab.call('figures.open', { metadata: metadata.value })
  }

  async function show({ metadata, experiments, runs, trials, missing, otherData }: OpenedFigure): Promise<void> {
    const title = metadata.title || t('frame.figure.untitled')
    if (missing === 0 && runs.length > 0) {
      await router.push({ path: '/compare', query: { runs: [...new Set(runs)].join(',') } })
      const recorded = t('frame.figure.recorded', { title, count: format.count(trials) }, trials)
      notices.tell(otherData.length > 0 ? `${recorded} ${t('frame.figure.otherData', { count: otherData.length }, otherData.length)}` : recorded)
      return
    }
    const [experiment] = experiments
    if (!experiment) throw new LabError('data', t('frame.figure.empty', { title }))
    const before = { origin: origin.value, draft: draft.value, edited: changes.value.length > 0 }
    load(`figure ${title}`, experiment)
    await router.push('/setup')
    const restored = [
      t('frame.figure.restored', { title, missing: format.count(missing), count: format.count(trials) }, trials),
      ...(experiments.length > 1 ? [t('frame.figure.several', { count: experiments.length })] : []),
    ].join(' ')
    if (before.edited) notices.offerUndo(restored, async () => restore(before.origin, before.draft))
    else notices.tell(restored)
  }

  async function open(file: File): Promise<void> {
    await notices.attempt(async () => show(await read(file)))
  }
  return { open }
}
