/** How far training is, on the icon in the taskbar or dock. */
import type { BrowserWindow } from 'electron'

/** Milliseconds between two looks: short trials end by the dozen within a second. */
const pause = 500

/**
 * Shows the fraction soon after it has changed, and nothing where it is null.
 * @returns what to call after a change
 */
export function showOnTaskbar(window: Pick<BrowserWindow, 'isDestroyed' | 'setProgressBar'>, fraction: () => number | null): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  let shown = -1
  const show = () => {
    timer = undefined
    if (window.isDestroyed()) return
    const next = taskbarValue(fraction())
    if (next !== shown) window.setProgressBar(next)
    shown = next
  }
  return () => {
    timer ??= setTimeout(show, pause)
  }
}

/** In whole percent, so that little is drawn; -1 takes the bar away, as Electron defines it. */
export function taskbarValue(fraction: number | null): number {
  return fraction === null ? -1 : Math.floor(Math.min(1, Math.max(0, fraction)) * 100) / 100
}
