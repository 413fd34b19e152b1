/** A question to the thread that is asked anew whenever it changes, with what a panel shows while it is computed. */
import { inject, type InjectionKey, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Failure } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { failureOf } from '../../failure'
import { required, useLab } from '../../lab'
import { fetchTable } from '../../composables/fetchTable'
import { fetchImages } from './fetchImages'
import type { Asked, Inspector } from './inspector'
import type { QuestionName, Questions } from './questions'

export const inspectorKey: InjectionKey<Inspector> = Symbol('inspector')

export interface Question<K extends QuestionName> {
  /** Whose data it is about. */
  trial: Pick<RunRow, 'id' | 'config' | 'seed'>
  /** Whether it needs the images of the training part, where the data are images. */
  training: boolean
  input: Questions[K]['input']
}

/** How far an answer is; `total` is 0 as long as that is not known. */
export interface Work {
  done: number
  total: number
}

/** Work that is over sooner shows no bar. */
const showAfter = 400

export interface QuestionOptions {
  /** Asks only when `again` is called. */
  waits?: boolean
  /** For the room itself, which provides it to all others. */
  inspector?: Inspector
}

/** @param question what to ask, or null for nothing */
export function useQuestion<K extends QuestionName>(name: K, question: () => Question<K> | null, { waits = false, inspector }: QuestionOptions = {}) {
  const lab = useLab()
  const { t } = useI18n()
  const thread = inspector ?? required(inject(inspectorKey), 'inspector')
  const answer = shallowRef<Questions[K]['output'] | null>(null)
  /** Null while nothing is computed. */
  const work = ref<Work | null>(null)
  /** Whether the work has gone on for so long that it is shown. */
  const slow = ref(false)
  const failure = ref<Failure | null>(null)
  const stopped = ref(false)
  let asked: Asked<Questions[K]['output']> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let round = 0

  function end(): void {
    round++
    asked?.drop()
    asked = null
    work.value = null
    slow.value = false
    clearTimeout(timer)
  }

  async function ask(now: Question<K>): Promise<void> {
    end()
    const mine = round
    stopped.value = false
    failure.value = null
    work.value = { done: 0, total: 0 }
    timer = setTimeout(() => (slow.value = true), showAfter)
    try {
      const { id, config, seed } = now.trial
      const images = await fetchImages(lab, config, now.training)
      const table = await fetchTable(lab, config, (size, most) => t('datasets.tooLargeToShow', { size, most }))
      if (mine !== round) return
      const data = { key: `${id} ${now.training}`, config, seed, images, ...(table && { table }) }
      asked = thread.ask(data, name, now.input, (done, total) => (work.value = { done, total }))
      const given = await asked.answer
      if (mine !== round) return
      answer.value = given
    } catch (error) {
      if (mine !== round) return
      answer.value = null
      failure.value = failureOf(error)
    }
    asked = null
    end()
  }

  function again(): void {
    const now = question()
    if (now) void ask(now)
  }
  function stop(): void {
    end()
    answer.value = null
    stopped.value = true
  }
  watch(
    question,
    (now) => {
      if (waits || !now) {
        end()
        answer.value = null
      }
      if (!waits && now) void ask(now)
    },
    { immediate: true },
  )
  onScopeDispose(end)
  return { answer, work, slow, failure, stopped, again, stop }
}
