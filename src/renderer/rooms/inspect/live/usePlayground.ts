/** The playground's thread as the window sees it: the last frame, all losses so far, and what can be asked of it. */
import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import type { Failure } from '../../../../api/failure'
import type { RunRow } from '../../../../api/records'
import type { LiveData } from './liveData'
import { joinLosses } from './losses'
import type { FromPlayground, LiveChange, LiveFrame, LiveLoss, Speed, ToPlayground } from './messages'

export type LiveTrial = Pick<RunRow, 'id' | 'config' | 'seed'>

/** Milliseconds between two frames. */
const frameEvery = 40

/** @param data null as long as they are on their way */
export function usePlayground(trial: () => LiveTrial, data: () => LiveData | null) {
  const frame = shallowRef<LiveFrame | null>(null)
  const losses = shallowRef<readonly LiveLoss[]>([])
  const failure = ref<Failure | null>(null)
  const speed = ref<Speed>(null)
  let thread: Worker | null = null

  function send(message: ToPlayground): void {
    thread?.postMessage(message)
  }
  function begin(): void {
    thread?.terminate()
    thread = null
    frame.value = null
    losses.value = []
    failure.value = null
    const [{ config, seed }, given] = [trial(), data()]
    if (given === null) return
    thread = new Worker(new URL('./thread.ts', import.meta.url), { type: 'module' })
    thread.onmessage = ({ data: message }: MessageEvent<FromPlayground>) => take(message)
    thread.onerror = ({ message }) => (failure.value = { code: 'internal', message })
    const { training, validation, plane, noiseUnit } = given
    send({ type: 'begin', options: { config, seed, data: { training, validation }, plane, noiseUnit } })
  }
  function take(message: FromPlayground): void {
    switch (message.type) {
      case 'frame':
        frame.value = message.frame
        if (message.frame.losses.length > 0) losses.value = joinLosses(losses.value, message.frame.losses)
        // A window that is busy gets fewer frames.
        setTimeout(() => send({ type: 'seen' }), frameEvery)
        break
      case 'failed':
        failure.value = { code: message.code, message: message.message }
        break
    }
  }
  function play(): void {
    send({ type: 'play', speed: speed.value })
  }
  const pause = () => send({ type: 'pause' })
  const step = (of: 'batch' | 'epoch') => send({ type: 'step', of })
  const change = (what: LiveChange) => send({ type: 'change', change: what })

  watch(speed, () => frame.value?.playing && play())
  watch(data, begin, { immediate: true })
  onScopeDispose(() => thread?.terminate())
  return { frame, losses, failure, speed, begin, play, pause, step, change }
}
