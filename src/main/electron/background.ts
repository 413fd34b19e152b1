/**
 * The lab without a window while it trains: the window is hidden, not closed, so that it comes back as it was. The way back is the icon in the Dock on
 * macOS, and one beside the clock elsewhere; some desktops of Linux show none there, so starting the lab again brings it back as well, and a
 * notice says so.
 */
import { type BrowserWindow, Menu, Notification, Tray } from 'electron'
import { texts } from './texts'
import { showWindow } from './window'

export interface BackgroundOptions {
  window: BrowserWindow
  platform: NodeJS.Platform
  /** Path of the small icon. */
  icon: string
  quit(): void
}

export class Background {
  #tray: Tray | null = null

  constructor(private readonly options: BackgroundOptions) {}

  hide(): void {
    const { window, platform } = this.options
    window.hide()
    if (platform !== 'darwin') this.#tray ??= this.#makeTray()
    if (Notification.isSupported()) {
      const body = platform === 'darwin' ? texts.background.dock : texts.background.tray
      new Notification({ title: texts.background.notice, body }).show()
    }
  }

  /** Brings the window to the front, from wherever it is. */
  show(): void {
    this.#tray?.destroy()
    this.#tray = null
    showWindow(this.options.window)
  }

  #makeTray(): Tray {
    const tray = new Tray(this.options.icon)
    tray.setToolTip(texts.background.tooltip)
    // On Linux the menu is often all that a click opens.
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { label: texts.background.show, click: () => this.show() },
        { label: texts.background.quit, click: () => this.options.quit() },
      ]),
    )
    tray.on('click', () => this.show())
    return tray
  }
}
