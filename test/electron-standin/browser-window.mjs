/** `BrowserWindow`: a page of a real Chromium, opened and closed in Electron's order of events. */
import { EventEmitter } from 'node:events'
import { app, atExit, needReady, openWindows, windowClosed } from './app.mjs'
import { loud } from './loud.mjs'
import { toChromium } from './protocol.mjs'
import { report } from './report.mjs'
import { WebContents } from './web-contents.mjs'

let chromium

/** One Chromium for all windows; STANDIN_CDP is the port where the test joins in. */
async function launch() {
  const { chromium: playwright } = await import('playwright')
  const args = ['--no-sandbox', `--remote-debugging-port=${process.env.STANDIN_CDP}`]
  // Signals belong to the program: Playwright would close the browser before its windows.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false }
  const browser = await playwright.launch({ headless: true, executablePath: process.env.LAB_CHROMIUM, args, ...signals })
  atExit.add(() => browser.close())
  return browser
}

class Window extends EventEmitter {
  #options
  #contents
  #destroyed = false

  constructor(options = {}) {
    super()
    needReady('BrowserWindow')
    this.#options = options
    report('window', { options: structuredClone(options) })
    this.#contents = new WebContents()
    this.webContents = loud('webContents', this.#contents)
    openWindows.add(this)
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url) {
    if (this.#contents.page === undefined) await this.#open()
    await this.#contents.page.goto(toChromium(url))
    this.emit('ready-to-show')
  }

  show() {
    report('show')
  }

  focus() {
    report('focus')
  }

  isMinimized() {
    return false
  }

  isDestroyed() {
    return this.#destroyed
  }

  async close() {
    let closes = true
    this.emit('close', { preventDefault: () => (closes = false) })
    if (!closes || this.#destroyed) return
    this.#destroyed = true
    openWindows.delete(this)
    await this.#contents.page?.context().close()
    report('closed')
    this.emit('closed')
    windowClosed()
  }

  async #open() {
    chromium ??= launch()
    const { width, height, webPreferences } = this.#options
    const context = await (await chromium).newContext({ viewport: { width, height } })
    await this.#contents.attach(await context.newPage(), webPreferences)
  }
}

/** Only sandboxed, isolated windows are implemented: with anything else the bridge would prove nothing. */
export const BrowserWindow = loud(
  'BrowserWindow',
  class extends Window {
    constructor(options) {
      const { sandbox, contextIsolation, nodeIntegration } = options?.webPreferences ?? {}
      if (sandbox === false || contextIsolation === false || nodeIntegration === true) throw new Error('The Electron stand-in runs no unprotected window')
      super(options)
      return loud('window', this)
    }
  },
)
