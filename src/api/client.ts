/** The contract as typed calls, over any bridge. */
import type { Bridge, Input, OpName, Output } from './contract'
import type { EventName, Events } from './events'
import { LabError } from './failure'

export interface LabClient {
  readonly kind: Bridge['kind']
  /** Calls an operation; throws a LabError where the lab answers with a failure. */
  call<K extends OpName>(op: K, ...input: undefined extends Input<K> ? [] : [Input<K>]): Promise<Output<K>>
  /** Listens to an event; returns the function that ends it. */
  on<K extends EventName>(event: K, listener: (data: Events[K]) => void): () => void
  /** Calls back whenever what was fetched may be outdated: a lost connection is back, or a backup was restored; returns the function that ends it. */
  onReconnect(listener: () => void): () => void
}

export function createClient(bridge: Bridge): LabClient {
  return {
    kind: bridge.kind,
    async call(op, ...[input]) {
      const result = await bridge.invoke(op, input)
      if (!result.ok) throw new LabError(result.code, result.message, result.field)
      // The lab on the other side computes the value by the same contract; its type is known from `op`.
      return result.value as Output<typeof op>
    },
    on(event, listener) {
      return bridge.subscribe((message) => {
        if (isEvent(message, event)) listener(message.data)
      })
    },
    onReconnect(listener) {
      const stopReplaced = bridge.subscribe(({ event }) => {
        if (event === 'replaced') listener()
      })
      const stopReconnect = bridge.onReconnect?.(listener)
      return () => {
        stopReplaced()
        stopReconnect?.()
      }
    },
  }
}

function isEvent<K extends EventName>(message: { event: EventName; data: unknown }, event: K): message is { event: K; data: Events[K] } {
  return message.event === event
}
