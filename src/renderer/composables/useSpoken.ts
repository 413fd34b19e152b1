/** Text for screen readers about what goes on: said seldom enough to listen to, and how it ends in any case. */
import { refThrottled } from '@vueuse/core'
import { computed, type Ref } from 'vue'

/** Milliseconds between two messages: a sentence takes about as long to be read out. */
export const spokenEvery = 5000

export function useSpoken(text: () => string): Readonly<Ref<string>> {
  return refThrottled(computed(text), spokenEvery)
}
