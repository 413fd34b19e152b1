/** Asks the thread that searches the training images; starts it with the first question, and ends it when nobody has asked for a while. */
import { Worker } from 'node:worker_threads'
import type { NearestDigit } from '../../api/contract'
import { LabError } from '../../api/failure'
import type { NearestAnswer, NearestQuestion } from '../../api/nearest'

/** The images take a tenth of a gigabyte: a pad that rests gives it back after so many milliseconds. */
const idleLimit = 60_000

interface Waiting {
  resolve(nearest: NearestDigit[]): void
  reject(error: LabError): void
}

export class NearestFinder {
  readonly #entry: string | undefined
  readonly #waiting = new Map<number, Waiting>()
  #thread: Worker | null = null
  #idle: NodeJS.Timeout | undefined
  #requests = 0

  /** @param entry the built nearest-thread.js; without one every question is refused */
  constructor(entry: string | undefined) {
    this.#entry = entry
  }

  /** Rejects with the LabErrors of reading the images, and with `closed` where the thread ends before it has answered. */
  find(question: Omit<NearestQuestion, 'request'>): Promise<NearestDigit[]> {
    if (this.#entry === undefined) return Promise.reject(new LabError('conflict', 'Training images are searched by a lab with a window: open it'))
    const thread = (this.#thread ??= this.#start(this.#entry))
    const request = ++this.#requests
    const answer = new Promise<NearestDigit[]>((resolve, reject) => this.#waiting.set(request, { resolve, reject }))
    thread.postMessage({ request, ...question } satisfies NearestQuestion)
    this.#restLater()
    return answer
  }

  close(): void {
    clearTimeout(this.#idle)
    void this.#thread?.terminate()
    this.#thread = null
  }

  #start(entry: string): Worker {
    const thread = new Worker(entry)
    // It must not keep a program alive that is otherwise done.
    thread.unref()
    thread.on('message', (answer: NearestAnswer) => this.#take(answer))
    thread.on('error', (error) => this.#lose(thread, `The search of training images failed: ${String(error)}`))
    thread.on('exit', () => this.#lose(thread, 'The search of training images was ended'))
    return thread
  }

  #take(answer: NearestAnswer): void {
    const waiting = this.#waiting.get(answer.request)
    this.#waiting.delete(answer.request)
    switch (answer.type) {
      case 'found':
        waiting?.resolve(answer.nearest)
        break
      case 'failed':
        waiting?.reject(new LabError(answer.failure.code, answer.failure.message))
        break
    }
  }

  #lose(thread: Worker, message: string): void {
    if (this.#thread === thread) this.#thread = null
    for (const { reject } of this.#waiting.values()) reject(new LabError('closed', message))
    this.#waiting.clear()
  }

  #restLater(): void {
    clearTimeout(this.#idle)
    this.#idle = setTimeout(() => {
      if (this.#waiting.size > 0) this.#restLater()
      else this.close()
    }, idleLimit)
    this.#idle.unref()
  }
}
