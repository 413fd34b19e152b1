/** The steps of the tour: what each points at, and the room where that stands. */
import { home } from '../../room-list'

export const tourSteps = [
  { name: 'run', target: 'run', to: home.to },
  { name: 'cards', target: 'cards', to: home.to },
  { name: 'rooms', target: 'rooms', to: home.to },
  { name: 'setup', target: 'fields', to: '/setup' },
  { name: 'palette', target: 'palette', to: null },
  { name: 'strip', target: 'strip', to: null },
  { name: 'guide', target: 'guide', to: null },
] as const satisfies readonly TourStep[]

export interface TourStep {
  /** By which its words are found. */
  name: string
  /** What bears `data-tour` with this word. */
  target: string
  /** Null where every room shows it. */
  to: string | null
}

/** A rectangle of the window, in CSS pixels. */
export interface Box {
  left: number
  top: number
  width: number
  height: number
}

const gap = 12

/** Where a card of this size stands: below what it points at, else above, else beside it, and always within the window. */
export function placeCard(target: Box, card: Pick<Box, 'width' | 'height'>, window: Pick<Box, 'width' | 'height'>): Pick<Box, 'left' | 'top'> {
  const within = (value: number, size: number, whole: number) => Math.max(gap, Math.min(value, whole - size - gap))
  const below = target.top + target.height + gap
  const above = target.top - card.height - gap
  if (below + card.height + gap <= window.height) return { left: within(target.left, card.width, window.width), top: below }
  if (above >= gap) return { left: within(target.left, card.width, window.width), top: above }
  const right = target.left + target.width + gap
  const left = right + card.width + gap <= window.width ? right : target.left - card.width - gap
  return { left: within(left, card.width, window.width), top: within(target.top, card.height, window.height) }
}
