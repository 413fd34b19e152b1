/** `utilityProcess`: a child process of Node whose `process.parentPort` is made by parent-port.mjs. */
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { atExit, needReady } from './app.mjs'
import { loud } from './loud.mjs'
import { report } from './report.mjs'

const parentPort = new URL('./parent-port.mjs', import.meta.url).href

class UtilityProcess extends EventEmitter {
  pid = undefined
  #child

  constructor(child) {
    super()
    this.#child = child
    child.once('spawn', () => {
      this.pid = child.pid
      report('utilityProcess', { pid: child.pid })
      this.emit('spawn')
    })
    child.on('message', (message) => this.emit('message', message))
    child.once('exit', (code, signal) => {
      this.pid = undefined
      this.emit('exit', code ?? (signal === null ? 0 : 1))
    })
  }

  postMessage(message) {
    this.#child.send(structuredClone(message), () => undefined)
  }

  kill() {
    return this.#child.kill()
  }
}

export const utilityProcess = loud('utilityProcess', {
  fork(file, args = [], options = {}) {
    needReady('utilityProcess.fork()')
    const child = fork(file, args, {
      serialization: 'advanced',
      execArgv: ['--import', parentPort],
      env: options.env ?? process.env,
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    const end = () => void child.kill('SIGKILL')
    atExit.add(end)
    child.once('exit', () => atExit.delete(end))
    return loud('UtilityProcess', new UtilityProcess(child))
  },
})
