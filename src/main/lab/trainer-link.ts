/** The connection to the training process: forked when it is needed, watched by its heartbeat, ended in order. */
import { Silence } from '../../api/silence'
import { heartbeatInterval, heartbeatLimit, type ForkTrainer, type TrainerCommand, type TrainerEvent, type TrainerProcess } from '../../api/trainer'

export interface TrainerInfo {
  workers: number
  kernels: string
}

export interface TrainerLinkOptions {
  forkTrainer: ForkTrainer
  onEvent(event: TrainerEvent): void
  /** The process is gone, and why in words; `useful` says whether it had ever begun a trial. */
  onGone(reason: string, useful: boolean): void
}

interface Connection {
  process: TrainerProcess
  /** A trial has begun in it. */
  useful: boolean
  silence: Silence
  /** Why it was killed, in words. */
  killed: string | null
  watch: NodeJS.Timeout
  ready: PromiseWithResolvers<TrainerInfo | null>
  exited: PromiseWithResolvers<void>
}

export class TrainerLink {
  readonly #options: TrainerLinkOptions
  #connection: Connection | null = null

  constructor(options: TrainerLinkOptions) {
    this.#options = options
  }

  /** Forks the process unless it is there. */
  start(): void {
    if (this.#connection) return
    const process = this.#options.forkTrainer(
      (event) => this.#heard(connection, event),
      (code) => this.#exited(connection, code),
    )
    const connection: Connection = {
      process,
      useful: false,
      silence: new Silence(heartbeatInterval, heartbeatLimit),
      killed: null,
      watch: setInterval(() => this.#check(connection), heartbeatInterval),
      ready: Promise.withResolvers(),
      exited: Promise.withResolvers(),
    }
    connection.watch.unref()
    this.#connection = connection
  }

  post(command: TrainerCommand): void {
    this.#connection?.process.post(command)
  }

  /** What the process says of itself; null where it has not said so within the limit or is gone. */
  async info(limit: number): Promise<TrainerInfo | null> {
    return this.#connection ? within(limit, this.#connection.ready.promise, null) : null
  }

  /** Asks the process to end, and ends it where it has not done so within the limit. */
  async stop(limit: number): Promise<void> {
    const connection = this.#connection
    if (!connection) return
    this.post({ type: 'shutdown' })
    await within(limit, connection.exited.promise, undefined)
    if (this.#connection !== connection) return
    this.#kill(connection, `still there ${limit / 1000} s after it was asked to end`)
    await within(limit, connection.exited.promise, undefined)
  }

  #heard(connection: Connection, event: TrainerEvent): void {
    if (this.#connection !== connection) return
    connection.silence.heard()
    if (event.type === 'ready') connection.ready.resolve({ workers: event.workers, kernels: event.kernels })
    if (event.type === 'started') connection.useful = true
    this.#options.onEvent(event)
  }

  #exited(connection: Connection, code: number): void {
    if (this.#connection !== connection) return
    this.#connection = null
    clearInterval(connection.watch)
    connection.ready.resolve(null)
    this.#options.onGone(connection.killed ?? `code ${code}`, connection.useful)
    connection.exited.resolve()
  }

  #check(connection: Connection): void {
    if (connection.silence.tick()) this.#kill(connection, `silent for ${heartbeatLimit / 1000} s`)
  }

  #kill(connection: Connection, reason: string): void {
    connection.killed = reason
    connection.process.kill()
  }
}

function within<T>(limit: number, promise: Promise<T>, otherwise: T): Promise<T> {
  const { promise: late, resolve } = Promise.withResolvers<T>()
  const timer = setTimeout(() => resolve(otherwise), limit)
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}
