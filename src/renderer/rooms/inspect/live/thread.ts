/** The thread of the playground: it trains beside the window. */
import { DataError } from '../../../../engine/index'
import type { FromPlayground, ToPlayground } from './messages'
import { Player } from './player'

function post(message: FromPlayground): void {
  self.postMessage(message)
}

const player = new Player({ now: () => performance.now(), later: (callback, milliseconds) => setTimeout(callback, milliseconds), post })

self.addEventListener('message', ({ data: message }: MessageEvent<ToPlayground>) => {
  try {
    if (message.type === 'begin') player.begin(message.options)
    else player.take(message)
  } catch (error) {
    post({ type: 'failed', code: error instanceof DataError ? 'data' : 'internal', message: error instanceof Error ? error.message : String(error) })
  }
})
