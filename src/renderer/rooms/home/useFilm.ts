/** The film of the experiment that is ready, frame by frame as it is trained, without holding the window up. */
import { onMounted, onScopeDispose, type ShallowRef, shallowRef } from 'vue'
import type { TrialConfig } from '../../../engine/config/experiment'
import { fastKernels } from '../../kernels'
import { trainFilm, type FilmFrame } from './film'

export function useFilm(config: TrialConfig, seed: number, epochs: readonly number[]): Readonly<ShallowRef<readonly FilmFrame[]>> {
  const frames = shallowRef<readonly FilmFrame[]>([])
  const film = trainFilm(config, seed, epochs, fastKernels)
  let timer: ReturnType<typeof setTimeout> | undefined

  function next(): void {
    const { value, done } = film.next()
    if (value) frames.value = [...frames.value, value]
    if (done !== true) timer = setTimeout(next)
  }
  // The room is on the screen first.
  onMounted(() => (timer = setTimeout(next)))
  onScopeDispose(() => clearTimeout(timer))
  return frames
}
