/** Forks the training process as a utility process of Electron. */
import { utilityProcess } from 'electron'
import type { ForkTrainer, TrainerEvent } from '../../api/trainer'

/**
 * @param entry path of the built training process, out/main/trainer.js
 * @param env its environment
 */
export function forkTrainer(entry: string, env: NodeJS.ProcessEnv = process.env): ForkTrainer {
  return (onEvent, onExit) => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'Backprop Lab training', stdio: 'inherit', env })
    let gone = false
    // The training process speaks the protocol's types alone: it is built from the same sources.
    child.on('message', (event: TrainerEvent) => onEvent(event))
    child.once('exit', (code) => {
      gone = true
      onExit(code)
    })
    return {
      get pid() {
        return child.pid
      },
      post: (command) => {
        if (!gone) child.postMessage(command)
      },
      // Electron's own would ask with SIGTERM, which the training process leaves to the lab.
      kill: () => {
        if (gone || child.pid === undefined) return
        try {
          process.kill(child.pid, 'SIGKILL')
        } catch {
          // It ended a moment ago, and its exit is on the way.
        }
      },
    }
  }
}
