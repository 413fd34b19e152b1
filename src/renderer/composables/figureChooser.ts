/** Asking for a figure's file: any room may ask, the frame shows the dialog and opens what is chosen. */
import { createEventHook } from '@vueuse/core'

const asked = createEventHook()

export function chooseFigureFile(): void {
  void asked.trigger()
}

/** Calls back until the calling scope ends. */
export const onChooseFigureFile = asked.on
