/** What a thread does: one job after the other, looking at its messages between slices. */
import { LabError, type Failure } from '../api/failure'
import { FieldError } from '../engine/config/field-error'
import { DataError } from '../engine/data/data-error'
import { CheckpointError } from '../engine/training/checkpoint'
import { TrialControl } from './control'
import { measureEpoch } from './estimate'
import { runningKernels } from './kernels'
import type { TrialEnding, TrialStart, Wish, WorkerCommand, WorkerEvent } from './messages'
import { Trial } from './trial'
import { loadTrialData } from './trial-data'
import { Watcher } from './watcher'

export interface WorkerPort {
  post(event: WorkerEvent): void
  listen(listener: (command: WorkerCommand) => void): void
}

/** The parting of a trial that was asked to, as the host hears of it. */
const partings: Record<Wish, TrialEnding['status']> = { pause: 'paused', leave: 'left', stop: 'stopped' }

export function serve(port: WorkerPort): void {
  let current: { run: number; control: TrialControl; watcher: Watcher } | null = null
  port.listen((command) => {
    switch (command.type) {
      case 'trial': {
        const control = new TrialControl()
        const watcher = new Watcher(command.watched)
        current = { run: command.run, control, watcher }
        void train(command, { control, watcher, port }).then((ending) => {
          current = null
          port.post({ type: 'ended', run: command.run, ending })
        })
        break
      }
      // A wish may cross the end of its trial: it is not meant for the next one.
      case 'ask':
        if (current?.run === command.run) current.control.ask(command.wish)
        break
      case 'watch':
        if (current?.run === command.run) current.watcher.watch(command.watched)
        break
      case 'changeRate':
        if (current?.run === command.run) current.control.askRate(command)
        break
      case 'acknowledge':
        if (current?.run === command.run) current.control.acknowledged()
        break
      case 'estimate':
        port.post(estimate(command))
        break
      case 'ping':
        port.post({ type: 'alive' })
        break
    }
  })
}

/** What steers a trial, what looks at it, and where its reports go. */
interface Surroundings {
  control: TrialControl
  watcher: Watcher
  port: WorkerPort
}

/** Never rejects: what goes wrong is how the trial ends. */
async function train(start: TrialStart, { control, watcher, port }: Surroundings): Promise<TrialEnding> {
  try {
    const { data, digest } = loadTrialData(start.config, start.seed, start.files)
    const post = (event: WorkerEvent) => {
      if (event.type === 'batch') control.sent()
      port.post(event)
    }
    const { config, name } = runningKernels(start.config)
    // First what it is trained with: a checkpoint that does not fit is then explained by it.
    post({ type: 'started', run: start.run, kernels: name, dataDigest: digest })
    const trial = new Trial({ ...start, config }, data, { post, now: () => performance.now(), watcher })
    const ending = await trainSlices(trial, control)
    await control.settled()
    return ending
  } catch (error) {
    await control.settled()
    return { status: 'failed', failure: toFailure(error) }
  }
}

async function trainSlices(trial: Trial, control: TrialControl): Promise<TrialEnding> {
  for (;;) {
    await control.room()
    await messages()
    // Before a wish to end: what was asked for first is not forgotten.
    const rate = control.takeRate()
    if (rate !== null) {
      trial.changeRate(rate)
      // Nothing is trained that would have to be trained otherwise, should the change not reach the disk.
      await control.settled()
    }
    if (control.wish !== null) {
      trial.leaveCheckpoint()
      return { status: partings[control.wish], failure: null }
    }
    const end = trial.slice()
    if (end.kind === 'done') return { status: 'done', failure: null, ...(end.message !== null && { message: end.message }) }
    if (end.kind === 'diverged') return { status: 'diverged', failure: end.failure }
  }
}

/** Lets the messages in that have arrived. */
function messages(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

function estimate({ request, config, seed, files }: Extract<WorkerCommand, { type: 'estimate' }>): WorkerEvent {
  try {
    const { data } = loadTrialData(config, seed, files)
    return { type: 'estimated', request, ...measureEpoch(runningKernels(config).config, seed, data, () => performance.now()) }
  } catch (error) {
    return { type: 'estimateFailed', request, failure: toFailure(error) }
  }
}

function toFailure(error: unknown): Failure {
  if (error instanceof LabError) return error.toFailure()
  if (error instanceof FieldError) return { code: 'invalid', message: error.message, field: error.field }
  if (error instanceof DataError || error instanceof CheckpointError) return { code: 'data', message: error.message }
  // What V8 and WebAssembly say when the system gives no more.
  if (error instanceof RangeError && /allocation failed|memory/i.test(error.message)) {
    return {
      code: 'data',
      message: `There is not enough memory for this trial (${error.message}): take fewer units or smaller batches, or train fewer trials at once`,
    }
  }
  console.error('A trial failed:', error)
  return { code: 'internal', message: `A mistake in the program: ${error instanceof Error ? error.message : String(error)}` }
}
