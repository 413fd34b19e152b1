/** Who listens to the lab. */
import type { EventMessage } from '../../api/events'

export class EventBus {
  readonly #listeners = new Set<(message: EventMessage) => void>()

  /** Returns the function that ends the subscription. */
  subscribe(listener: (message: EventMessage) => void): () => void {
    const own = (message: EventMessage) => listener(message)
    this.#listeners.add(own)
    return () => this.#listeners.delete(own)
  }

  /** What a listener throws does not reach the lab: a closed window must not end a run. */
  emit(message: EventMessage): void {
    for (const listener of this.#listeners) {
      try {
        listener(message)
      } catch (error) {
        console.error('A listener of the lab failed:', error)
      }
    }
  }
}
