/** Asks the thread one question at a time, and ends it where nobody wants the answer any more. */
import { LabError } from '../../../api/failure'
import type { AnyQuestion, FromThread, QuestionName, Questions, RunData, ToThread } from './questions'

/** The end of a worker that the inspector needs. */
export interface Thread {
  postMessage(message: ToThread): void
  terminate(): void
  onmessage: ((event: MessageEvent<FromThread>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
}

interface Waiting {
  id: number
  data: RunData
  question: AnyQuestion
  progress: (done: number, total: number) => void
  resolve: (answer: unknown) => void
  reject: (error: LabError) => void
}

export interface Asked<T> {
  answer: Promise<T>
  /** Gives the question up: its promise stays open. */
  drop(): void
}

export class Inspector {
  readonly #start: () => Thread
  #thread: Thread | null = null
  /** Key of the data that the thread has. */
  #given: string | null = null
  /** The first one is being computed. */
  #waiting: Waiting[] = []
  #asked = 0

  constructor(start: () => Thread) {
    this.#start = start
  }

  /** Rejects with a LabError: `data` where model or data cannot be read. */
  ask<K extends QuestionName>(
    data: RunData,
    name: K,
    input: Questions[K]['input'],
    progress: (done: number, total: number) => void,
  ): Asked<Questions[K]['output']> {
    const id = ++this.#asked
    const answer = new Promise<Questions[K]['output']>((resolve, reject) => {
      // Name and input belong together by the signature, and so does the answer, which the thread computes by the same types.
      const question = { name, input } as AnyQuestion
      this.#waiting.push({ id, data, question, progress, resolve: (value) => resolve(value as Questions[K]['output']), reject })
    })
    if (this.#waiting.length === 1) this.#next()
    return { answer, drop: () => this.#drop(id) }
  }

  /** Ends the thread; every open promise stays open. */
  close(): void {
    this.#waiting = []
    this.#end()
  }

  #next(): void {
    const [first] = this.#waiting
    if (!first) return
    const thread = (this.#thread ??= this.#open())
    if (this.#given !== first.data.key) thread.postMessage({ type: 'data', data: first.data })
    this.#given = first.data.key
    thread.postMessage({ type: 'ask', id: first.id, question: first.question })
  }

  #open(): Thread {
    const thread = this.#start()
    thread.onmessage = ({ data }) => this.#take(data)
    thread.onerror = ({ message }) => {
      const [first] = this.#waiting.splice(0, 1)
      this.#end()
      first?.reject(new LabError('internal', `The thread of this room ended: ${message}`))
      this.#next()
    }
    return thread
  }

  #end(): void {
    this.#thread?.terminate()
    this.#thread = null
    this.#given = null
  }

  #take(message: FromThread): void {
    const [first] = this.#waiting
    if (first?.id !== message.id) return
    switch (message.type) {
      case 'progress':
        first.progress(message.done, message.total)
        return
      case 'answer':
        first.resolve(message.answer)
        break
      case 'failed':
        first.reject(new LabError(message.code, message.message))
        break
    }
    this.#waiting.shift()
    this.#next()
  }

  #drop(id: number): void {
    const at = this.#waiting.findIndex((one) => one.id === id)
    if (at < 0) return
    this.#waiting.splice(at, 1)
    if (at > 0) return
    // Nothing interrupts a thread that computes: it ends, and another begins with what is asked next.
    this.#end()
    this.#next()
  }
}
