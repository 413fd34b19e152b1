/** Whether a component has been on the screen for a frame. */
import { onMounted, ref, type Ref } from 'vue'
import { afterFrame } from './afterFrame'

export function useDrawn(): Readonly<Ref<boolean>> {
  const drawn = ref(false)
  onMounted(async () => {
    await afterFrame()
    drawn.value = true
  })
  return drawn
}
