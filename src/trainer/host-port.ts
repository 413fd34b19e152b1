/** The line to the lab: the parent port of Electron's utility process, or the channel of a forked Node process. */
import type { TrainerCommand, TrainerEvent } from '../api/trainer'

export interface HostPort {
  post(event: TrainerEvent): void
  onCommand(listener: (command: TrainerCommand) => void): void
  /** The lab is gone without a word. */
  onDisconnect(listener: () => void): void
  /** Ends the line when everything posted has been sent. */
  close(): void
}

/** What Electron gives a utility process, as far as it is used here. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
}

export function openHostPort(): HostPort {
  const parent = parentPort()
  return parent ? electronPort(parent) : forkPort()
}

/** Only Electron defines `process.parentPort`. */
function parentPort(): ParentPort | null {
  const port: unknown = Reflect.get(process, 'parentPort')
  return isParentPort(port) ? port : null
}

function isParentPort(port: unknown): port is ParentPort {
  return typeof port === 'object' && port !== null && 'postMessage' in port && 'on' in port
}

// In both, the other end is the lab, built from the same sources: its messages are commands.

function electronPort(parent: ParentPort): HostPort {
  return {
    post: (event) => parent.postMessage(event),
    onCommand: (listener) => parent.on('message', ({ data }) => listener(data as TrainerCommand)),
    onDisconnect: (listener) => parent.on('close', listener),
    close: () => process.exit(0),
  }
}

function forkPort(): HostPort {
  if (process.send === undefined) throw new Error('The training process is forked by the lab, not started by itself')
  let closing = false
  return {
    // After the lab has gone there is nobody to tell, and the disconnection ends the process.
    post: (event) => void (process.connected && process.send?.(event, () => undefined)),
    onCommand: (listener) => process.on('message', (command) => listener(command as TrainerCommand)),
    onDisconnect: (listener) =>
      process.on('disconnect', () => {
        if (!closing) listener()
      }),
    close: () => {
      closing = true
      // Messages are sent in order: when this one is out, all are.
      process.send?.({ type: 'heartbeat' } satisfies TrainerEvent, () => process.disconnect())
    },
  }
}
