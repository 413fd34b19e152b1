/** The laboratory without a transport: what a shell wraps, and what a terminal uses as it is. */
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { takeLock } from '../../../db/lock'
import { describeRecovery } from '../../../db/recover'
import { openStore } from '../../../db/store'
import { LabError } from '../../api/failure'
import { createDispatcher } from './dispatcher'
import { EventBus } from './events'
import type { OperationContext, Operations } from './operations/operations'
import { appOperations } from './operations/app'
import { archiveOperations } from './operations/archives'
import { dataOperations } from './operations/data'
import { datasetOperations } from './operations/datasets'
import { digitOperations } from './operations/digits'
import { drawingOperations } from './operations/drawings'
import { experimentOperations } from './operations/experiments'
import { figureOperations } from './operations/figures'
import { fileOperations } from './operations/files'
import { modelOperations } from './operations/models'
import { openedFileOperations } from './operations/opened-files'
import { reportOperations } from './operations/report'
import { runOperations } from './operations/runs'
import { sampleOperations } from './operations/samples'
import { settingsOperations } from './operations/settings'
import { storageOperations } from './operations/storage'
import { updateOperations } from './operations/updates'
import { viewOperations } from './operations/views'
import type { Lab, LabOptions } from './options'
import { bringSamples } from './samples'
import { Keeper } from './storage/keeper'
import { Supervisor } from './supervisor'
import { Transfers } from './transfers'
import { WhenQuiet } from './when-quiet'

export type { Lab, LabOptions } from './options'

/** Throws the LabErrors of `openStore`, such as `busy`, which names who writes. */
export function createLab(options: LabOptions): Lab {
  const events = new EventBus()
  const context = options.mode === 'read' ? openReader(options, events) : openWriter(options, events)
  const invoke = createDispatcher(allOperations(context))
  let sampled: Promise<void> | null = null
  // An import keeps this process from answering: a window that opens comes first.
  const samples = context.samplesComing ? new WhenQuiet(() => (sampled = bringSamples(context))) : null
  let closing: Promise<void> | null = null
  return {
    invoke(op, input) {
      if (closing !== null) return Promise.resolve({ ok: false, code: 'closed', message: 'The lab is closed' })
      samples?.called()
      return invoke(op, input)
    },
    subscribe: (listener) => events.subscribe(listener),
    // Trainers first, then the store: what they still report is recorded.
    close(patient = false) {
      samples?.cancel()
      return (closing ??= sampled === null ? closeAll(context, patient) : sampled.then(() => closeAll(context, patient)))
    },
  }
}

async function closeAll({ writer, store, closing }: OperationContext, patient: boolean): Promise<void> {
  try {
    // At once: what training still reports needs no backup any more.
    await Promise.all([writer?.keeper.close(patient), writer?.supervisor.close()])
  } finally {
    for (const close of closing) close()
    store.close()
  }
}

function allOperations(context: OperationContext): Operations {
  return {
    ...appOperations(context),
    ...settingsOperations(context),
    ...updateOperations(context),
    ...experimentOperations(context),
    ...runOperations(context),
    ...viewOperations(context),
    ...fileOperations(context),
    ...openedFileOperations(context),
    ...modelOperations(context),
    ...reportOperations(context),
    ...figureOperations(context),
    ...dataOperations(),
    ...datasetOperations(context),
    ...digitOperations(context),
    ...storageOperations(context),
    ...archiveOperations(context),
    ...sampleOperations(context),
    ...drawingOperations(context),
  }
}

function openWriter(options: LabOptions, events: EventBus): OperationContext {
  const store = openStore({ folder: options.folder, program: options.program, mode: 'write', ...(options.now && { now: options.now }) })
  const supervisor = new Supervisor({ store, forkTrainer: options.forkTrainer, version: options.version, emit: (message) => events.emit(message) })
  const keeper = new Keeper({
    store,
    folder: options.folder,
    thread: options.storageThread,
    now: options.now ?? (() => new Date()),
    emit: (message) => events.emit(message),
  })
  events.subscribe((message) => {
    if (message.event === 'run') keeper.runChanged(message.data)
    // One backup holds them all.
    else if (message.event === 'runs') message.data.rows.slice(0, 1).forEach((run) => keeper.runChanged(run))
  })
  keeper.start()
  // The window has the notice; whoever looks at the terminal is told too.
  if (store.recovery) console.error(describeRecovery(store.recovery))
  const writer = { store, supervisor, keeper }
  const requireWriter = () => {
    if (keeper.restoring) throw new LabError('busy', 'A backup is being restored: wait a moment')
    return writer
  }
  const transfers = new Transfers(join(options.folder, 'transfers'))
  const samplesComing = options.samples === true && store.untouched
  return { options, store, events, writer, requireWriter, transfers, samplesComing, closing: [() => transfers.close()] }
}

function openReader(options: LabOptions, events: EventBus): OperationContext {
  const store = openStore({ folder: options.folder, program: options.program, mode: 'read' })
  const requireWriter = () => {
    throw readOnly(options)
  }
  // A folder of its own: the writer clears its folder.
  const transfers = new Transfers(join(options.folder, `transfers-${process.pid}`))
  return { options, store, events, writer: null, requireWriter, transfers, samplesComing: false, closing: [() => transfers.close()] }
}

/** Names who writes, if anybody still does. */
function readOnly({ folder, program }: LabOptions): LabError {
  try {
    takeLock(join(folder, `${databaseName}.lock`), program).release()
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  return new LabError('busy', 'This lab was opened to read, because another program was writing: start it anew to change something')
}
