/** `webContents`: what a page tries is put before the program's listeners, and its preload runs in a world of its own. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { callHandler } from './ipc-main.mjs'
import { fromChromium, handlerOf } from './protocol.mjs'
import { report } from './report.mjs'
import { decideDownload, decideRequest } from './session.mjs'
import { pack, unpack } from './codec.mjs'

const worlds = asScript('./codec.mjs') + asScript('./page-worlds.mjs')
const bindingName = '__standinPost'

export class WebContents extends EventEmitter {
  page
  #cdp
  #decideOpen
  /** Execution contexts of the preload's world, by their number. */
  #worlds = new Map()

  setWindowOpenHandler(handler) {
    this.#decideOpen = handler
  }

  reload() {
    report('reload')
    void this.page.reload().catch(() => undefined)
  }

  send(channel, ...args) {
    for (const id of this.#worlds.keys()) this.#deliver(id, { type: 'event', channel, args: structuredClone(args) })
  }

  /** Binds a fresh page to this object and lets the preload run in it. */
  async attach(page, { preload }) {
    this.page = page
    this.#cdp = await page.context().newCDPSession(page)
    await page.context().route('**/*', (route) => this.#answer(route))
    page.on('download', (download) => this.#download(download))
    this.#watchPopups()
    this.#cdp.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.name === 'preload') this.#worlds.set(context.id, context)
    })
    this.#cdp.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#worlds.delete(executionContextId))
    this.#cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === bindingName) void this.#receive(executionContextId, unpack(payload))
    })
    await this.#cdp.send('Page.enable')
    await this.#cdp.send('Runtime.enable')
    await this.#cdp.send('Runtime.addBinding', { name: bindingName, executionContextName: 'preload' })
    const source = readFileSync(preload, 'utf8')
    // Braces keep the stand-in's own names out of the page.
    await this.#inject(`{${worlds};runMainWorld()}`)
    await this.#inject(`if (self === top) {${worlds};runPreload(${JSON.stringify(source)})}`, 'preload')
  }

  #inject(source, worldName) {
    return this.#cdp.send('Page.addScriptToEvaluateOnNewDocument', worldName === undefined ? { source } : { source, worldName })
  }

  /** Every request passes: navigation, the program's filter, the handler of its scheme. The network does not exist. */
  async #answer(route) {
    const request = route.request()
    const url = fromChromium(request.url())
    if (request.isNavigationRequest() && !this.#mayNavigate(request, url)) return route.abort('aborted')
    const handler = handlerOf(url)
    if (!(await decideRequest(url)) || handler === undefined) return route.abort('internetdisconnected')
    const response = await handler(new Request(url, { method: request.method() }))
    await route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body: Buffer.from(await response.arrayBuffer()) })
  }

  #mayNavigate(request, url) {
    const frame = frameOf(request)
    // The first request of a popup has no frame yet; whether it may open was asked before.
    if (frame === null) return false
    const isMainFrame = frame === this.page.mainFrame()
    // loadURL by the program itself asks nobody.
    if (isMainFrame && this.page.url() === 'about:blank') return true
    let allowed = true
    const details = { url, isMainFrame, isSameDocument: false, preventDefault: () => (allowed = false) }
    this.emit('will-frame-navigate', details)
    if (isMainFrame && allowed) this.emit('will-navigate', details, url)
    report('navigation', { url, isMainFrame, allowed })
    return allowed
  }

  #watchPopups() {
    this.#cdp.on('Page.windowOpen', ({ url }) => {
      const { action } = this.#decideOpen?.({ url: fromChromium(url) }) ?? { action: 'allow' }
      report('windowOpen', { url: fromChromium(url), action })
    })
    this.page.context().on('page', (popup) => {
      if (popup !== this.page) popup.close().catch(() => undefined)
    })
  }

  #download(download) {
    const url = fromChromium(download.url())
    const allowed = decideDownload(url)
    report('download', { url, allowed, name: download.suggestedFilename() })
    if (!allowed) void download.cancel()
  }

  async #receive(contextId, { id, channel, args }) {
    const senderFrame = { url: fromChromium(`${this.#worlds.get(contextId)?.origin}/`), parent: null }
    try {
      this.#deliver(contextId, { type: 'answer', id, value: await callHandler(channel, senderFrame, args) })
    } catch (error) {
      this.#deliver(contextId, { type: 'answer', id, error: String(error) })
    }
  }

  #deliver(contextId, message) {
    const expression = `__standinDeliver(${JSON.stringify(pack(message))})`
    // The page may be gone by now.
    this.#cdp.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined)
  }
}

function frameOf(request) {
  try {
    return request.frame()
  } catch {
    return null
  }
}

/** A module as a script, for pages, which cannot import it. */
function asScript(path) {
  return readFileSync(new URL(path, import.meta.url), 'utf8').replaceAll(/^import .*$|^export /gm, '')
}
