/** Forks the training process with Node's child_process, for every shell but Electron. */
import { fork } from 'node:child_process'
import { constants } from 'node:os'
import type { ForkTrainer, TrainerEvent } from '../../api/trainer'

/**
 * @param entry path of the built training process, out/main/trainer.js
 */
export function forkTrainer(entry: string): ForkTrainer {
  return (onEvent, onExit) => {
    const child = fork(entry, [], { serialization: 'advanced', execArgv: [] })
    let gone = false
    const exited = (code: number) => {
      if (gone) return
      gone = true
      onExit(code)
    }
    // The training process speaks the protocol's types alone: it is built from the same sources.
    child.on('message', (event) => onEvent(event as TrainerEvent))
    // A signal as shells number it: 137 for SIGKILL.
    child.once('exit', (code, signal) => exited(code ?? 128 + (signal === null ? 0 : constants.signals[signal])))
    // It could not be started, or a message could not be sent; without a process there is no exit to wait for.
    child.on('error', () => {
      if (child.pid === undefined) exited(1)
    })
    return {
      pid: child.pid,
      post: (command) => {
        if (child.connected) child.send(command, () => undefined)
      },
      kill: () => void child.kill('SIGKILL'),
    }
  }
}
