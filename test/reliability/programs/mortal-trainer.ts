/** The built training process, one of whose threads ends in the middle of its work at each SIGUSR2. */
import { syncBuiltinESMExports } from 'node:module'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import threads from 'node:worker_threads'

const living: threads.Worker[] = []

class MortalWorker extends threads.Worker {
  constructor(...args: ConstructorParameters<typeof threads.Worker>) {
    super(...args)
    living.push(this)
    this.once('exit', () => living.splice(living.indexOf(this), 1))
  }
}

threads.Worker = MortalWorker
// The training process imports the name: it shall get ours.
syncBuiltinESMExports()
process.on('SIGUSR2', () => void living[0]?.terminate())

await import(pathToFileURL(resolve('out/main/trainer.js')).href)
