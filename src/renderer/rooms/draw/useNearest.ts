/** The training images closest to the drawing: asked of the lab, one question at a time, so that none waits behind an outdated one. */
import { ref, shallowRef, watch } from 'vue'
import type { NearestDigit } from '../../../api/contract'
import type { Failure } from '../../../api/failure'
import { failureOf } from '../../failure'
import { useLab } from '../../lab'

/** @param pixels the prepared image; null for an empty pad */
export function useNearest(pixels: () => Uint8Array | null, count: number) {
  const lab = useLab()
  const nearest = shallowRef<readonly NearestDigit[]>([])
  const failure = ref<Failure | null>(null)
  let asking = false

  /** Until the answer belongs to what is on the pad. */
  async function ask(): Promise<void> {
    if (asking) return
    asking = true
    for (let asked: Uint8Array | null | undefined; asked !== pixels();) {
      asked = pixels()
      try {
        nearest.value = asked === null ? [] : await lab.call('digits.nearest', { pixels: asked, count })
        failure.value = null
      } catch (error) {
        nearest.value = []
        failure.value = failureOf(error)
      }
    }
    asking = false
  }
  watch(pixels, () => void ask(), { immediate: true })
  return { nearest, failure }
}
