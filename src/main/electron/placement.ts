/** Where the window opens: where it stood, as far as a display still shows that place. All lengths are in points, as Electron counts them. */
import * as z from 'zod'

export interface Rectangle {
  x: number
  y: number
  width: number
  height: number
}

/** What is free for windows on a display, without taskbar and dock. A display of another scale has another number of points. */
export interface FreeArea {
  workArea: Rectangle
}

const length = z.number().int().min(-100_000).max(100_000)

export const windowStateSchema = z.strictObject({
  /** Of the window as it is when it is not maximised. */
  bounds: z.strictObject({ x: length, y: length, width: length.min(1), height: length.min(1) }),
  maximised: z.boolean(),
})
export type WindowState = z.output<typeof windowStateSchema>

export const usualSize = { width: 1280, height: 800 } as const
export const smallestSize = { width: 800, height: 600 } as const

/** So much of the window's top edge must be seen that it can be taken hold of. */
const handle = { width: 160, height: 40 } as const

/**
 * The bounds to open with. A window whose top edge is seen on none of the displays opens in the middle of the first one; one that is larger than
 * its display becomes as large as that, and is moved as little as it takes to be seen whole.
 * @param displays at least one, the main one first
 */
export function placeWindow(state: WindowState | null, displays: readonly FreeArea[]): Rectangle {
  const [main] = displays
  if (main === undefined) return { x: 0, y: 0, ...usualSize }
  if (state === null) return centred(usualSize, main.workArea)
  const { bounds } = state
  const top = { ...bounds, height: handle.height }
  const seen = displays.map(({ workArea }) => ({ workArea, shared: overlap(top, workArea) }))
  const best = seen.reduce((one, other) => (areaOf(other.shared) > areaOf(one.shared) ? other : one))
  const canBeHeld = best.shared.width >= Math.min(handle.width, bounds.width) && best.shared.height >= handle.height
  return canBeHeld ? movedInside(bounds, best.workArea) : centred(bounds, main.workArea)
}

function fitted({ width, height }: { width: number; height: number }, area: Rectangle): { width: number; height: number } {
  return {
    width: Math.min(Math.max(width, smallestSize.width), area.width),
    height: Math.min(Math.max(height, smallestSize.height), area.height),
  }
}

function centred(size: { width: number; height: number }, area: Rectangle): Rectangle {
  const { width, height } = fitted(size, area)
  return { x: area.x + Math.floor((area.width - width) / 2), y: area.y + Math.floor((area.height - height) / 2), width, height }
}

function movedInside(bounds: Rectangle, area: Rectangle): Rectangle {
  const { width, height } = fitted(bounds, area)
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  }
}

function overlap(a: Rectangle, b: Rectangle): { width: number; height: number } {
  return {
    width: Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)),
    height: Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)),
  }
}

function areaOf({ width, height }: { width: number; height: number }): number {
  return width * height
}
