/** The thread of the playground: it trains beside the window. */
import { DataError, prepareTrialData } from '../../../../engine/index'
import type { FromPlayground, ToPlayground } from './messages'
import { Player } from './player'

function post(message: FromPlayground): void {
  self.postMessage(message)
}

const player = new Player({ now: () => performance.now(), later: (callback, milliseconds) => setTimeout(callback, milliseconds), post })

self.addEventListener('message', ({ data: message }: MessageEvent<ToPlayground>) => {
  try {
    if (message.type === 'begin') begin(message)
    else player.take(message)
  } catch (error) {
    post({ type: 'failed', code: error instanceof DataError ? 'data' : 'internal', message: error instanceof Error ? error.message : String(error) })
  }
})

function begin({ config, seed, reach }: Extract<ToPlayground, { type: 'begin' }>): void {
  player.begin({ config, seed, reach, data: prepareTrialData(config, seed, null) })
}
