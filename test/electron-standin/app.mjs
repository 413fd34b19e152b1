/** `app`: when things may be called, and the order of the end. */
import { EventEmitter } from 'node:events'
import { join } from 'node:path'
import { loud } from './loud.mjs'
import { report } from './report.mjs'

process.versions.electron ??= 'stand-in'
process.resourcesPath = process.env.STANDIN_RESOURCES ?? join(process.env.STANDIN_HOME, 'resources')

let ready = false
let quitting = false
const whenReady = Promise.withResolvers()
const paths = new Map()
/** Windows to close before the end, and what else is to be ended; filled by those who open them. */
export const openWindows = new Set()
export const atExit = new Set()

/** Throws as Electron does for what needs a ready app. */
export function needReady(what) {
  if (!ready) throw new Error(`${what} cannot be used before the app is ready`)
}

/** Throws as Electron does for what comes too late. */
export function needUnready(what) {
  if (ready) throw new Error(`${what} must be called before the app is ready`)
}

export function becomeReady() {
  ready = true
  app.emit('ready')
  whenReady.resolve()
}

/** After a window is gone: Electron quits by itself only where nobody listens. */
export function windowClosed() {
  if (openWindows.size > 0 || quitting) return
  if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
  else void app.quit()
}

class App extends EventEmitter {
  isPackaged = process.env.STANDIN_PACKAGED === '1'
  name = 'Stand-in'

  whenReady() {
    return whenReady.promise
  }

  enableSandbox() {
    needUnready('app.enableSandbox()')
    report('enableSandbox')
  }

  requestSingleInstanceLock(additionalData) {
    const granted = process.env.STANDIN_SECOND !== '1'
    report('requestSingleInstanceLock', { granted, additionalData: structuredClone(additionalData) })
    return granted
  }

  addRecentDocument(path) {
    report('addRecentDocument', { path })
  }

  clearRecentDocuments() {
    report('clearRecentDocuments')
  }

  getPath(name) {
    return paths.get(name) ?? join(process.env.STANDIN_HOME, name)
  }

  setPath(name, path) {
    paths.set(name, path)
    report('setPath', { name, path })
  }

  /** before-quit, the windows' close, will-quit, quit: each of the first three can hold it back. */
  async quit() {
    if (quitting) return
    quitting = true
    if (!this.#allows('before-quit') || !(await closeWindows()) || !this.#allows('will-quit')) {
      quitting = false
      return
    }
    await this.exit(0)
  }

  async exit(code = 0) {
    this.emit('quit', {}, code)
    report('quit', { code })
    for (const end of atExit) await end()
    process.exit(code)
  }

  #allows(event) {
    let allowed = true
    this.emit(event, { preventDefault: () => (allowed = false) })
    return allowed
  }
}

async function closeWindows() {
  for (const window of [...openWindows]) {
    await window.close()
    if (openWindows.has(window)) return false
  }
  return true
}

export const app = loud('app', new App())
