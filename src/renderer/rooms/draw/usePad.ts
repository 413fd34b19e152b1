/** The strokes on the pad: as points, in units of the pad, taken from the pointer and shown once a frame. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Point, Stroke } from '../../../engine/index'

/** Side of the pad in its own units. */
export const padSide = 280

export function usePad() {
  const strokes = shallowRef<readonly Stroke[]>([])
  /** Counts finished strokes and their removal: what need not follow every point listens to this. */
  const settled = ref(0)
  let current: Point[] | null = null
  let pointer: number | null = null
  let frame: number | undefined

  /** Many points may arrive within a frame: they are shown, and read, together. */
  function schedule(): void {
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      if (current) strokes.value = [...strokes.value.slice(0, -1), [...current]]
    })
  }

  /** Only the first pointer draws: a palm beside the pen does not. */
  function begin(event: PointerEvent): void {
    if (pointer !== null || event.button !== 0) return
    const pad = event.currentTarget
    if (!(pad instanceof Element)) return
    event.preventDefault()
    pointer = event.pointerId
    pad.setPointerCapture(event.pointerId)
    current = [padPoint(event, pad.getBoundingClientRect())]
    strokes.value = [...strokes.value, [...current]]
  }

  function extend(event: PointerEvent): void {
    const pad = event.currentTarget
    if (event.pointerId !== pointer || !current || !(pad instanceof Element)) return
    const box = pad.getBoundingClientRect()
    const coalesced = event.getCoalescedEvents()
    for (const one of coalesced.length > 0 ? coalesced : [event]) {
      const point = padPoint(one, box)
      const last = current.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) current.push(point)
    }
    schedule()
  }

  function end(event: PointerEvent): void {
    if (event.pointerId !== pointer) return
    if (current) strokes.value = [...strokes.value.slice(0, -1), current]
    current = null
    pointer = null
    settled.value++
  }

  function undo(): void {
    if (pointer !== null) return
    strokes.value = strokes.value.slice(0, -1)
    settled.value++
  }
  function clear(): void {
    if (pointer !== null) return
    strokes.value = []
    settled.value++
  }

  onScopeDispose(() => {
    if (frame !== undefined) cancelAnimationFrame(frame)
  })
  return { strokes, settled, isEmpty: computed(() => strokes.value.length === 0), begin, extend, end, undo, clear }
}

function padPoint(event: PointerEvent, box: DOMRect): Point {
  return [((event.clientX - box.left) / box.width) * padSide, ((event.clientY - box.top) / box.height) * padSide]
}
