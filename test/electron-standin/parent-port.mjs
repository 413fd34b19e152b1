/** Loaded first in a utility process: gives it Electron's `process.parentPort` and hides Node's own channel to the parent. */
import { EventEmitter } from 'node:events'
import { isMainThread } from 'node:worker_threads'

// Worker threads inherit --import and have no parent process of their own.
if (isMainThread) {
  const send = process.send.bind(process)
  const early = []

  class ParentPort extends EventEmitter {
    postMessage(message) {
      send(structuredClone(message))
    }
  }

  const port = new ParentPort()
  // Messages wait for the first listener, as those of a MessagePort do.
  port.on('newListener', (event) => {
    if (event === 'message') queueMicrotask(() => early.splice(0).forEach((message) => port.emit('message', message)))
  })
  process.on('message', (data) => {
    const message = { data, ports: [] }
    if (port.listenerCount('message') > 0) port.emit('message', message)
    else early.push(message)
  })
  process.on('disconnect', () => process.exit(0))
  Object.defineProperty(process, 'parentPort', { value: port })
  process.type = 'utility'
  delete process.send
}
