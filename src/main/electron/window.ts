/** The lab's one window: sandboxed, isolated, without Node. */
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'
import { smallestSize, type Rectangle } from './placement'

export interface WindowOptions {
  /** Path of the built preload. */
  preload: string
  /** Whether the system asks for dark colours: the window's ground until the page paints. */
  dark: boolean
  bounds: Rectangle
  maximised: boolean
  /** Path of the picture for window and taskbar, where the system does not take it from the program. */
  icon: string
}

/** The window's properties, every safeguard named although most are Electron's defaults. */
export function windowOptions({ preload, dark, bounds, icon }: Omit<WindowOptions, 'maximised'>): BrowserWindowConstructorOptions {
  return {
    ...bounds,
    minWidth: smallestSize.width,
    minHeight: smallestSize.height,
    title: 'Backprop Lab',
    icon,
    backgroundColor: dark ? '#0D1113' : '#F1F3F0',
    show: false,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      // Its dictionaries would be downloaded.
      spellcheck: false,
    },
  }
}

/** Opens the window on `page`; it is shown when it has painted. */
export function openWindow(page: string, options: WindowOptions): BrowserWindow {
  const window = new BrowserWindow(windowOptions(options))
  if (options.maximised) window.maximize()
  window.once('ready-to-show', () => window.show())
  // A failure to load is seen in the window itself; Electron logs it.
  window.loadURL(page).catch(() => window.show())
  return window
}

/** Brings the window to the front, for a user who starts the program a second time. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
