/** Where the guide opens when it is asked for: a room says which of its places belongs to what is in use. */
import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { guide } from '../room-list'

const asked = shallowRef(guide.to)

/** The address for F1 and the palette. */
export function guideAddress(): string {
  return asked.value
}

/** Until the calling scope ends the guide opens at this address; null for its beginning. */
export function leadGuideTo(address: Ref<string | null>): void {
  watch(address, (place) => (asked.value = place ?? guide.to), { immediate: true })
  onScopeDispose(() => (asked.value = guide.to))
}
