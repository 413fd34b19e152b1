/** What is drawn on the pad, with its history: taken from the pointer, shown once a frame, taken back a step at a time. */
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import type { Point, Stroke } from '../../../engine/index'
import { erase, padSide, paintCell } from './strokes'

export type Tool = 'pen' | 'eraser'
/** The button of a pointer that is a pen's eraser. */
const eraserButton = 5

/** A pointer on its way over the pad. */
interface Gesture {
  pointer: number
  tool: Tool
  /** All strokes as they were before it. */
  before: readonly Stroke[]
  /** Where it went, in units of the pad. */
  points: Point[]
}

export function usePad() {
  const strokes = shallowRef<readonly Stroke[]>([])
  const tool = ref<Tool>('pen')
  /** Counts finished changes: what need not follow every point listens to this. */
  const settled = ref(0)
  /** What the strokes were before each change, oldest first. */
  const past = shallowRef<readonly (readonly Stroke[])[]>([])
  let gesture: Gesture | null = null
  let frame: number | undefined
  /** Whether the last stroke was painted by cells, so that the next cell may go on with it. */
  let painting = false

  function change(next: readonly Stroke[], before = strokes.value): void {
    painting = false
    strokes.value = next
    if (next !== before) past.value = [...past.value, before]
    settled.value++
  }

  /** What the gesture has made of the strokes; of an eraser, from where it was taken last. */
  function show({ tool, before, points }: Gesture): void {
    if (tool === 'pen') {
      strokes.value = [...before, [...points]]
      return
    }
    points.forEach((point, i) => (strokes.value = erase(strokes.value, points[i - 1] ?? point, point)))
    points.splice(0, points.length - 1)
  }

  /** Many points may arrive within a frame: they are shown, and read, together. */
  function schedule(): void {
    frame ??= requestAnimationFrame(() => {
      frame = undefined
      if (gesture) show(gesture)
    })
  }

  /** Only the first pointer draws: a palm beside the pen does not. */
  function begin(event: PointerEvent): void {
    const pad = event.currentTarget
    if (gesture || (event.button !== 0 && event.button !== eraserButton) || !(pad instanceof Element)) return
    event.preventDefault()
    capture(pad, event.pointerId)
    const used = event.button === eraserButton ? 'eraser' : tool.value
    gesture = { pointer: event.pointerId, tool: used, before: strokes.value, points: [padPoint(event, pad.getBoundingClientRect())] }
    show(gesture)
  }

  function extend(event: PointerEvent): void {
    const pad = event.currentTarget
    if (event.pointerId !== gesture?.pointer || !(pad instanceof Element)) return
    const box = pad.getBoundingClientRect()
    const coalesced = event.getCoalescedEvents()
    for (const one of coalesced.length > 0 ? coalesced : [event]) {
      const point = padPoint(one, box)
      const last = gesture.points.at(-1)
      if (last?.[0] !== point[0] || last[1] !== point[1]) gesture.points.push(point)
    }
    schedule()
  }

  function end(event: PointerEvent): void {
    if (event.pointerId !== gesture?.pointer) return
    const ended = gesture
    gesture = null
    show(ended)
    change(strokes.value, ended.before)
  }

  /** Each of them waits until the pointer is up. */
  function paint(row: number, column: number): void {
    if (gesture) return
    const next = paintCell(strokes.value, row, column, painting)
    // A line of cells is one stroke, and goes as one.
    if (next.length > strokes.value.length) change(next)
    else {
      strokes.value = next
      settled.value++
    }
    painting = true
  }
  function eraseAt(at: Point): void {
    if (!gesture) change(erase(strokes.value, at, at))
  }
  function undo(): void {
    const before = past.value.at(-1)
    if (gesture || before === undefined) return
    past.value = past.value.slice(0, -1)
    painting = false
    strokes.value = before
    settled.value++
  }
  function clear(): void {
    if (!gesture && strokes.value.length > 0) change([])
  }

  onScopeDispose(() => {
    if (frame !== undefined) cancelAnimationFrame(frame)
  })
  return {
    strokes,
    tool,
    settled,
    isEmpty: computed(() => strokes.value.length === 0),
    canUndo: computed(() => past.value.length > 0),
    begin,
    extend,
    end,
    paint,
    eraseAt,
    undo,
    clear,
  }
}

export type Pad = ReturnType<typeof usePad>

/** A pointer that has gone already cannot be captured; what it did still counts. */
function capture(pad: Element, pointer: number): void {
  try {
    pad.setPointerCapture(pointer)
  } catch (error) {
    if (!(error instanceof DOMException)) throw error
  }
}

function padPoint(event: PointerEvent, box: DOMRect): Point {
  return [((event.clientX - box.left) / box.width) * padSide, ((event.clientY - box.top) / box.height) * padSide]
}
