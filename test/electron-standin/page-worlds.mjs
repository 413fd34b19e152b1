/**
 * Runs inside the page: once in the page's own world, once in the world of the preload. The two are real isolated
 * worlds of Chromium that share the document and nothing else. They talk by CustomEvents, whose `detail` Chromium clones from
 * one world to the other as Electron's contextBridge copies values; functions are replaced by calls back.
 */
import { pack, unpack } from './codec.mjs'

/** One end of the bridge between the worlds. `call` is synchronous, as calls over the contextBridge are. */
function createLink(own, other) {
  const functions = new Map()
  const waiting = new Map()
  let count = 0

  const post = (detail) => document.dispatchEvent(new CustomEvent(`standin:${other}`, { detail }))

  function encode(value) {
    if (typeof value === 'function') {
      functions.set(++count, value)
      return { $function: count }
    }
    if (!containsFunction(value)) return structuredClone(value) // throws for a proxy, as Electron does
    return Array.isArray(value) ? value.map(encode) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, encode(item)]))
  }

  function decode(value) {
    if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return value
    if (value.$function !== undefined) return (...args) => call(value.$function, args)
    return Array.isArray(value) ? value.map(decode) : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, decode(item)]))
  }

  function call(target, args) {
    const id = ++count
    let answer
    waiting.set(id, (received) => (answer = received))
    post({ type: 'call', id, target, args: encode(args) })
    if (answer === undefined) throw new Error('The other world did not answer')
    if (answer.pending)
      return new Promise((resolve, reject) =>
        waiting.set(id, (late) => (late.error === undefined ? resolve(decode(late.value)) : reject(new Error(late.error)))),
      )
    waiting.delete(id)
    if (answer.error !== undefined) throw new Error(answer.error)
    return decode(answer.value)
  }

  function run({ id, target, args }) {
    const answer = (result) => post({ type: 'answer', id, ...result })
    const succeed = (value) => answer({ value: encode(value) })
    const fail = (error) => answer({ error: error.message })
    try {
      const value = functions.get(target)(...decode(args))
      if (!(value instanceof Promise)) return succeed(value)
      answer({ pending: true })
      value.then(succeed).catch(fail)
    } catch (error) {
      fail(error)
    }
  }

  document.addEventListener(`standin:${own}`, ({ detail }) => {
    if (detail.type === 'call') run(detail)
    else if (detail.type === 'answer') waiting.get(detail.id)?.(detail)
    else expose(detail.key, decode(detail.api))
  })

  function expose(key, api) {
    if (key in window) throw new Error(`Cannot bind an API on top of an existing property on the window object: ${key}`)
    Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true })
  }

  return { expose: (key, api) => post({ type: 'expose', key, api: encode(api) }) }
}

function containsFunction(value) {
  if (typeof value === 'function') return true
  return value !== null && typeof value === 'object' && !ArrayBuffer.isView(value) && Object.values(value).some(containsFunction)
}

export function runMainWorld() {
  createLink('main', 'preload')
}

/** Runs the built preload, as text, with the two modules that a sandboxed one may have. */
export function runPreload(source) {
  const link = createLink('preload', 'main')
  const ipcRenderer = createIpcRenderer()
  const contextBridge = refuseOthers('contextBridge', { exposeInMainWorld: link.expose })
  const electron = refuseOthers('electron in a preload', { contextBridge, ipcRenderer: refuseOthers('ipcRenderer', ipcRenderer) })
  const require = (name) => {
    if (name !== 'electron') throw new Error(`module not found: ${name}`)
    return electron
  }
  new Function('require', 'module', 'exports', source)(require, { exports: {} }, {})
}

function createIpcRenderer() {
  const listeners = new Map()
  const pending = new Map()
  let count = 0

  globalThis.__standinDeliver = (text) => {
    const message = unpack(text)
    if (message.type === 'event') {
      for (const listener of listeners.get(message.channel) ?? []) listener({ sender: ipcRenderer, ports: [] }, ...message.args)
      return
    }
    const { resolve, reject, channel } = pending.get(message.id)
    pending.delete(message.id)
    if (message.error === undefined) resolve(message.value)
    else reject(new Error(`Error invoking remote method '${channel}': ${message.error}`))
  }

  const ipcRenderer = {
    invoke(channel, ...args) {
      const id = ++count
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject, channel })
        globalThis.__standinPost(pack({ id, channel, args: structuredClone(args) }))
      })
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      return ipcRenderer
    },
    off(channel, listener) {
      listeners.set(
        channel,
        (listeners.get(channel) ?? []).filter((other) => other !== listener),
      )
      return ipcRenderer
    },
  }
  return ipcRenderer
}

function refuseOthers(name, implemented) {
  return new Proxy(implemented, {
    get(target, key) {
      if (key in target || typeof key === 'symbol') return Reflect.get(target, key)
      throw new Error(`The Electron stand-in has no ${name}.${String(key)}`)
    },
  })
}
