/** The x value under the pointer, shared by linked charts and the tables beside them. */

export interface SharedHover {
  /** The x value, or null while the pointer is outside every linked chart. */
  readonly value: number | null
  set(value: number | null): void
  /** Calls the listener after each change; returns the function that ends it. */
  subscribe(listener: (value: number | null) => void): () => void
}

export function createHover(): SharedHover {
  const listeners = new Set<(value: number | null) => void>()
  let current: number | null = null
  return {
    get value() {
      return current
    },
    set(value) {
      if (value === current) return
      current = value
      for (const listener of listeners) listener(value)
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
