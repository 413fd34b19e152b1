/** The built lab as it serves a window, with an endless trial that it trains. */
import type { EventMessage } from '../../../src/api/events'
import { connectBridge } from '../../e2e/lab-socket'
import { startCommand, type Command } from './command'
import { endlessTrial, type Acknowledged } from './host'

export interface Serving {
  command: Command
  /** The epochs that it has shown so far. */
  shown: readonly Acknowledged[]
  /** When it has shown so many epochs, or has ended. */
  epochCount(count: number): Promise<void>
  disconnect(): void
}

/** Rejects where it does not come up. */
export async function startServing(folder: string): Promise<Serving> {
  const command = startCommand([process.execPath, 'out/main/serve.js', '--data-dir', folder, '--no-samples'])
  await command.lineCount(2)
  const url = /^LAB_URL (\S+)$/.exec(command.lines[1] ?? '')?.[1]
  if (url === undefined) throw new Error(`The lab did not open: ${command.err}`)
  const { origin } = new URL(url)
  const answer = await fetch(url, { redirect: 'manual' })
  const bridge = await connectBridge(origin, answer.headers.getSetCookie()[0]?.split(';')[0] ?? '')
  const shown: Acknowledged[] = []
  let waiting: (() => void)[] = []
  bridge.subscribe((message: EventMessage) => {
    if (message.event !== 'epochs') return
    const { run, epochs } = message.data
    shown.push(...epochs.map(({ epoch, train, validation }) => ({ event: 'epoch' as const, run, epoch, train, validation })))
    for (const resolve of waiting) resolve()
    waiting = []
  })
  const started = await bridge.invoke('experiments.start', { config: endlessTrial })
  if (!started.ok) throw new Error(`The trial did not start: ${started.message}`)
  return {
    command,
    shown,
    async epochCount(count) {
      let over = false
      void command.ended.then(() => (over = true))
      while (!over && shown.length < count) await Promise.race([new Promise<void>((resolve) => waiting.push(resolve)), command.ended])
    },
    disconnect: () => bridge.close(),
  }
}
