/** Zoom and pan along the x axis of a chart: by dragging, by the wheel and by keys. What it finds is shared by all charts. */
import { useEventListener } from '@vueuse/core'
import type { Chart } from 'chart.js'
import { ref, type Ref } from 'vue'
import type { ZoomRange } from '../../../charts/compare/state'

export interface ZoomOptions {
  /** The element that holds the chart's canvas, and nothing beside it. */
  frame: Readonly<Ref<HTMLElement | null>>
  chart(): Chart | undefined
  logX(): boolean
  /** Whether the wheel zooms by itself; else it scrolls, and zooms together with Ctrl. */
  wheelZooms(): boolean
  /** Null shows the whole axis again. */
  change(range: ZoomRange | null): void
}

/** A shorter drag is a click, in pixels. */
const shortestDrag = 6
const wheelFactor = 1.25
const keyFactor = 1.5

export function useZoom({ frame, chart, logX, wheelZooms, change }: ZoomOptions) {
  /** What is being selected, in pixels of the frame. */
  const selection = ref<{ left: number; width: number } | null>(null)
  let drag: { kind: 'select' | 'pan'; from: number; range: ZoomRange } | null = null

  function axis() {
    const scale = chart()?.scales['x']
    return scale && { scale, range: { from: scale.min, to: scale.max } }
  }
  const pixelOf = (event: PointerEvent | WheelEvent | MouseEvent) => event.clientX - (frame.value?.getBoundingClientRect().left ?? 0)

  /** A logarithmic axis is scaled and moved in powers. */
  function mapped(range: ZoomRange, work: (range: ZoomRange) => ZoomRange): ZoomRange {
    if (!logX()) return work(range)
    const { from, to } = work({ from: Math.log(range.from), to: Math.log(range.to) })
    return { from: Math.exp(from), to: Math.exp(to) }
  }
  /** `share` is where the point that stays lies, 0 at the left end; a factor below 1 comes closer. */
  function scaleBy(factor: number, share: number): void {
    const at = axis()
    if (!at) return
    const next = mapped(at.range, ({ from, to }) => {
      const fixed = from + share * (to - from)
      return { from: fixed - (fixed - from) * factor, to: fixed + (to - fixed) * factor }
    })
    emit(next)
  }
  function emit({ from, to }: ZoomRange): void {
    const first = logX() ? from : Math.max(0, from)
    if (Number.isFinite(first) && Number.isFinite(to) && first < to) change({ from: first, to })
  }

  useEventListener(frame, 'pointerdown', (event) => {
    const at = axis()
    if (!at || event.button > 1) return
    const from = pixelOf(event)
    if (from < at.scale.left || from > at.scale.right) return
    drag = { kind: event.shiftKey || event.button === 1 ? 'pan' : 'select', from, range: at.range }
    frame.value?.setPointerCapture(event.pointerId)
  })
  useEventListener(frame, 'pointermove', (event) => {
    const at = axis()
    if (!drag || !at) return
    const to = Math.max(at.scale.left, Math.min(at.scale.right, pixelOf(event)))
    if (drag.kind === 'select') {
      const width = Math.abs(to - drag.from)
      selection.value = width < shortestDrag ? null : { left: Math.min(to, drag.from), width }
      return
    }
    const share = (drag.from - pixelOf(event)) / at.scale.width
    emit(mapped(drag.range, ({ from, to: end }) => ({ from: from + share * (end - from), to: end + share * (end - from) })))
  })
  useEventListener(frame, 'pointerup', () => {
    const at = axis()
    if (selection.value && at) {
      const { left, width } = selection.value
      const [from, to] = [at.scale.getValueForPixel(left), at.scale.getValueForPixel(left + width)]
      if (from !== undefined && to !== undefined) emit({ from, to })
    }
    drag = null
    selection.value = null
  })
  useEventListener(frame, 'pointercancel', () => {
    drag = null
    selection.value = null
  })
  useEventListener(frame, 'dblclick', () => change(null))
  useEventListener(
    frame,
    'wheel',
    (event) => {
      const at = axis()
      if (!at || !(wheelZooms() || event.ctrlKey)) return
      event.preventDefault()
      const share = (pixelOf(event) - at.scale.left) / at.scale.width
      scaleBy(event.deltaY < 0 ? 1 / wheelFactor : wheelFactor, Math.max(0, Math.min(1, share)))
    },
    { passive: false },
  )

  return { selection, closer: () => scaleBy(1 / keyFactor, 0.5), wider: () => scaleBy(keyFactor, 0.5), reset: () => change(null) }
}
