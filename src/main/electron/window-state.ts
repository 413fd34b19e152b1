/** Remembers where the window stands, and whether it is maximised. */
import type { BrowserWindow } from 'electron'
import { readSmallFile, writeSmallFile } from './small-file'
import { windowStateSchema, type WindowState } from './placement'

/** Milliseconds after the last change, so that a window that is being dragged does not write. */
const rest = 500

export function readWindowState(path: string): WindowState | null {
  return readSmallFile(path, windowStateSchema)
}

/** What of the window is looked at. */
export type Standing = Pick<BrowserWindow, 'getNormalBounds' | 'isMaximized' | 'isDestroyed' | 'on'>

/** Writes the state when the window has come to rest, and at once when it closes. */
export function keepWindowState(window: Standing, path: string): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(timer)
    if (window.isDestroyed()) return
    const { x, y, width, height } = window.getNormalBounds()
    writeSmallFile(path, { bounds: { x, y, width, height }, maximised: window.isMaximized() } satisfies WindowState)
  }
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(write, rest)
  }
  window.on('resize', wait)
  window.on('move', wait)
  window.on('maximize', wait)
  window.on('unmaximize', wait)
  window.on('close', write)
}
