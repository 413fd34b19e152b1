/** Importing a table: any room may ask, the frame shows the dialog. */
import { createEventHook } from '@vueuse/core'
import { tableEndings } from '../../api/datasets'

const asked = createEventHook<[File]>()

export function importTableFile(file: File): void {
  void asked.trigger(file)
}

/** Calls back until the calling scope ends. */
export const onTableFile = asked.on

export function isTableFile({ name }: Pick<File, 'name'>): boolean {
  return tableEndings.some((ending) => name.toLowerCase().endsWith(ending))
}
