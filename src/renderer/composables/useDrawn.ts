/** Whether a component has been on the screen for a frame: what takes long to make comes after it, so that a press is answered at once. */
import { onMounted, ref, type Ref } from 'vue'

export function useDrawn(): Readonly<Ref<boolean>> {
  const drawn = ref(false)
  onMounted(() => requestAnimationFrame(() => setTimeout(() => (drawn.value = true))))
  return drawn
}
