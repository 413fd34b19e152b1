/** The pad by keyboard: a place among 28 x 28 cells that arrows move, and keys that paint and rub out there. */
import { computed, ref, type Ref } from 'vue'
import type { Stroke } from '../../../engine/index'
import { cellMiddle, cells, hasInk } from './strokes'
import type { Pad } from './usePad'

const directions: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}
const painters = new Set([' ', 'Enter'])
const erasers = new Set(['Backspace', 'Delete', 'e', 'E'])

export function useGridCursor(strokes: Readonly<Ref<readonly Stroke[]>>, { paint, eraseAt }: Pick<Pad, 'paint' | 'eraseAt'>) {
  const row = ref(cells / 2)
  const column = ref(cells / 2)
  /** Counts keys that did something: what is said aloud follows them, not the pointer. */
  const used = ref(0)
  const ink = computed(() => hasInk(strokes.value, cellMiddle(row.value, column.value)))

  function move([rows, columns]: readonly [number, number]): void {
    row.value = within(row.value + rows)
    column.value = within(column.value + columns)
  }

  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const direction = directions[event.key]
    if (direction) {
      // With Shift the pen is down on the way.
      if (event.shiftKey) paint(row.value, column.value)
      move(direction)
      if (event.shiftKey) paint(row.value, column.value)
    } else if (painters.has(event.key)) paint(row.value, column.value)
    else if (erasers.has(event.key)) eraseAt(cellMiddle(row.value, column.value))
    else return
    event.preventDefault()
    used.value++
  }
  return { row, column, ink, used, press }
}

function within(place: number): number {
  return Math.min(cells - 1, Math.max(0, place))
}
