/** Commands that a room adds to the palette while it is open. */
import { onScopeDispose, type ShallowRef, shallowRef, triggerRef } from 'vue'

export interface Command {
  label: string
  icon: string
  /** Keys that do the same, as Nuxt UI writes them: `['meta', 'enter']`. */
  kbds?: string[]
  /** Whether it is what the menu's *Export* means while the room is open. */
  exports?: true
  run: () => void
}

const sources: ShallowRef<Set<() => readonly Command[]>> = shallowRef(new Set())

/** Offers commands until the calling scope ends; the function is asked whenever the palette opens. */
export function offerCommands(source: () => readonly Command[]): void {
  sources.value.add(source)
  triggerRef(sources)
  onScopeDispose(() => {
    sources.value.delete(source)
    triggerRef(sources)
  })
}

export function offeredCommands(): Command[] {
  return [...sources.value].flatMap((source) => source())
}
