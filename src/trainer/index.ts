/** Entry of the training process: it trains what the lab asks for, on a pool of threads, and outlives nobody. */
import { availableParallelism } from 'node:os'
import { heartbeatInterval } from '../api/trainer'
import { labVersion } from '../api/version'
import { readDrawnSamples } from './drawn-samples'
import type { StoredSetConfig } from '../engine/config/stored-set'
import type { DataPart } from './given-data'
import { openHostPort } from './host-port'
import { imageFolder, readImages, type ImageSource, type LoadedImages } from './image-files'
import { fastKernels } from './kernels'
import { Pool, type ChosenDrawings } from './pool'
import { readStoredTable } from './stored-tables'
import { threadStarter } from './thread'
import { withDrawings } from './with-drawings'
import { countWorkers } from './workers'

const port = openHostPort()
const workers = countWorkers(availableParallelism(), process.env['LAB_WORKERS'])
/** Each set is read once, when a trial first needs it. */
const images = new Map<ImageSource, LoadedImages>()
/** The set with drawings that was asked for last: those of an experiment's trials are the same. */
let drawn: { source: ImageSource; digest: string; images: LoadedImages } | null = null
/** The imported data set that was asked for last, likewise: one may be a large part of the memory. */
let stored: DataPart | null = null

const pool = new Pool({
  workers,
  startWorker: threadStarter(new URL('./worker.js', import.meta.url)),
  emit: (event) => port.post(event),
  loadImages,
  loadStored,
})
const heartbeat = setInterval(() => port.post({ type: 'heartbeat' }), heartbeatInterval)

port.onCommand((command) => {
  if (command.type === 'shutdown') void shutDown()
  else pool.handle(command)
})
port.onDisconnect(() => process.exit(0))
// A terminal's Ctrl+C, its closing, and the end of a service reach every process of the group; the lab says when it is time to end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)
port.post({ type: 'ready', workers, kernels: fastKernels === null ? 'reference' : 'fast', engineVersion: labVersion })

function loadImages(source: ImageSource, drawings: ChosenDrawings | null): LoadedImages {
  const loaded = images.get(source) ?? readImages(source, imageFolder(source))
  images.set(source, loaded)
  if (drawings === null) return loaded
  const { config, content } = drawings
  if (drawn?.source !== source || drawn.digest !== config.digest)
    drawn = { source, digest: config.digest, images: withDrawings(loaded, readDrawnSamples(content, config)) }
  return drawn.images
}

function loadStored(set: StoredSetConfig, path: string | undefined): DataPart {
  if (stored?.digest === set.digest) return stored
  // The one before may go first: both together may be too much.
  stored = null
  stored = readStoredTable(path, set)
  return stored
}

async function shutDown(): Promise<void> {
  await pool.close()
  clearInterval(heartbeat)
  port.close()
}
