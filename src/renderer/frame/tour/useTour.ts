/** Where the tour stands: any room may start it, the frame shows it. */
import { readonly, ref } from 'vue'

/** The step that is shown, from 0; null while no tour is on. */
const step = ref<number | null>(null)

export const tourStep = readonly(step)

export function startTour(): void {
  step.value = 0
}
export function goToStep(next: number): void {
  step.value = next
}
export function leaveTour(): void {
  step.value = null
}
