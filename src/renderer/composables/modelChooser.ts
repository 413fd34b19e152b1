/** Importing a model's file: any room may ask, the frame shows the dialog. */
import { createEventHook } from '@vueuse/core'

const asked = createEventHook<[File]>()

export function importModelFile(file: File): void {
  void asked.trigger(file)
}

/** Calls back until the calling scope ends. */
export const onModelFile = asked.on

export function isModelFile({ name }: Pick<File, 'name'>): boolean {
  return /\.(onnx|safetensors)$/i.test(name)
}
