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
  #shown = false
  #focused = false
  #maximised = false
  #bounds

  constructor(options = {}) {
    super()
    needReady('BrowserWindow')
    this.#options = options
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#bounds = { x, y, width, height }
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
    this.#shown = true
    report('show')
  }

  hide() {
    this.#shown = false
    this.#focused = false
    report('hide')
  }

  focus() {
    this.#focused = this.#shown
    report('focus')
  }

  /** The user turns to another program. */
  blur() {
    this.#focused = false
  }

  isFocused() {
    return this.#focused
  }

  isMinimized() {
    return false
  }

  maximize() {
    this.#maximised = true
    this.emit('maximize')
  }

  isMaximized() {
    return this.#maximised
  }

  /** The user drags or sizes it. */
  setBounds(bounds) {
    this.#bounds = bounds
    this.emit('move')
    this.emit('resize')
  }

  getNormalBounds() {
    return this.#bounds
  }

  setProgressBar(progress) {
    report('progressBar', { progress })
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
