/** Keeps what is seen in the playground as a data set of one's own, from which experiments begin in Setup. */
import { ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { storedSetOf } from '../../../../engine/config/data'
import { limits } from '../../../../engine/config/limits'
import type { DataWords } from '../../../composables/dataWords'
import { sendPieces } from '../../../composables/pieces'
import { useNotices } from '../../../composables/useNotices'
import { format } from '../../../format'
import { useLab } from '../../../lab'
import { useFieldText } from '../../setup/fields/useFieldText'
import { useFirstExperiment } from '../../setup/useFirstExperiment'
import type { LiveData } from './liveData'
import type { LiveFrame } from './messages'
import { changesOf, samplesTable } from './samplesTable'
import type { LiveTrial } from './usePlayground'

/** What was played, and what it shows. */
export interface PlayedNow {
  trial: LiveTrial
  data: LiveData
  frame: Pick<LiveFrame, 'points' | 'events'>
  words: DataWords
}

export function useKeptSamples() {
  const { t } = useI18n()
  const lab = useLab()
  const router = useRouter()
  const notices = useNotices()
  const { variantOf } = useFieldText()
  const { begin } = useFirstExperiment()
  /** Whether they are on their way. */
  const keeping = ref(false)

  async function nameOf({ config }: LiveTrial): Promise<string> {
    const set = storedSetOf(config.data)
    if (set === null) return variantOf('data', config, config.data.source)
    const row = (await lab.call('datasets.list', {})).find(({ digest }) => digest === set.digest)
    return row?.name ?? set.digest.slice(0, 12)
  }

  async function store({ trial, data, frame, words }: PlayedNow) {
    const { training, validation, of } = data
    const all = of ?? { training: training.samples, validation: validation?.samples ?? 0 }
    const from = await nameOf(trial)
    const name = t('inspect.live.samples.name', { from, seed: trial.seed }).slice(0, limits.nameLength)
    const { text, choices } = samplesTable(data, frame.points, words)
    const fileName = `${name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.csv`
    const transfer = await sendPieces(lab, new File([text], fileName), t('datasets.import.unreadable', { name }))
    const played = { from, data: trial.config.data, seed: trial.seed, of: all.training + all.validation, ...changesOf(frame.events) }
    return lab.call('datasets.import', { transfer, fileName, choices: { ...choices, name }, played })
  }

  async function keep(now: PlayedNow): Promise<void> {
    keeping.value = true
    const kept = await notices.attempt(() => store(now))
    keeping.value = false
    if (!kept) return
    const { row, present } = kept
    const words = t(present ? 'inspect.live.samples.present' : 'inspect.live.samples.kept', { name: row.name, samples: format.count(row.samples) })
    const beginAnew = async () => {
      const undo = begin(row)
      await router.push('/setup')
      if (undo) notices.offerUndo(t('datasets.begun', { name: row.name }), undo)
    }
    notices.offer(words, t('datasets.begin'), beginAnew, 'i-lucide-check')
  }
  return { keeping, keep }
}
