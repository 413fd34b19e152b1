/** The lab's one window: sandboxed, isolated, without Node. */
import { BrowserWindow, type BrowserWindowConstructorOptions } from 'electron'

export interface WindowOptions {
  /** Path of the built preload. */
  preload: string
  /** Whether the system asks for dark colours: the window's ground until the page paints. */
  dark: boolean
}

/** The window's properties, every safeguard named although most are Electron's defaults. */
export function windowOptions({ preload, dark }: WindowOptions): BrowserWindowConstructorOptions {
  return {
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 600,
    title: 'Backprop Lab',
    backgroundColor: dark ? '#0D1113' : '#F1F3F0',
    autoHideMenuBar: true,
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
  window.once('ready-to-show', () => window.show())
  // A failure to load is seen in the window itself; Electron logs it.
  window.loadURL(page).catch(() => window.show())
  return window
}

/** Brings the window to the front, for a user who starts the program a second time. */
export function showWindow(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}
