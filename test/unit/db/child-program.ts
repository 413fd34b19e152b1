/** The process that tests lock out, and kill: `hold FOLDER` keeps the store open, `record FOLDER` records and says what is on the disk. */
import { digestBytes } from '../../../db/digest'
import { openStore } from '../../../db/store'
import { LabError } from '../../../src/api/failure'
import { experimentSchema } from '../../../src/engine/config/experiment'

const [mode, folder = ''] = process.argv.slice(2)

function record(): void {
  const store = openStore({ folder, mode: 'write', program: 'the recording child' })
  const config = experimentSchema.parse({
    name: 'Killed',
    data: { source: 'line' },
    network: { layers: [{ units: 1 }] },
    loss: 'mse',
    optimizer: 'sgd',
    epochs: 100_000,
  })
  const run = store.recorder.createExperiment(config).runs[0]!.id
  store.recorder.start(run, { kernels: 'reference', engineVersion: '1', dataDigest: digestBytes('data') })
  for (let epoch = 0; epoch <= config.epochs; epoch += 2) {
    const file = new Uint8Array(20_000).fill(epoch)
    const epochs = [epoch, epoch + 1].map((number) => ({
      epoch: number,
      train: { loss: 1 / (number + 1), accuracy: null },
      validation: { loss: null, accuracy: null },
      learningRate: 0.01,
      seconds: 0.001,
      weightDigest: digestBytes(`weights ${number}`),
    }))
    store.recorder.recordBatch(run, { epochs, models: [{ kind: 'last', epoch: epoch + 1, file, sha256: digestBytes(file) }], checkpoint: null })
    process.stdout.write(`${run} ${epoch + 1}\n`)
  }
}

try {
  if (mode === 'record') record()
  else {
    const store = openStore({ folder, mode: 'write', program: 'the holding child' })
    process.stdout.write(`holding ${store.queries.listRuns({ trashed: false, archived: false, limit: 1 }).length}\n`)
    setInterval(() => undefined, 1000)
  }
} catch (error) {
  if (!(error instanceof LabError)) throw error
  process.stdout.write(`${error.code}: ${error.message}\n`)
  process.exitCode = 1
}
