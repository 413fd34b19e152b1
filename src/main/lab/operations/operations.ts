/** The shape of all operations: the compiler sees that each one of the contract is there. */
import type { OpName, Output, Parsed } from '../../../api/contract'
import type { Store, WritableStore } from '../../../../db/store'
import type { EventBus } from '../events'
import type { LabOptions } from '../options'
import type { Keeper } from '../storage/keeper'
import type { Transfers } from '../transfers'
import type { Supervisor } from '../supervisor'

export type Operations = { [K in OpName]: (input: Parsed<K>) => Output<K> | Promise<Output<K>> }

/** What changes something: present in the one lab that writes. */
export interface Writer {
  store: WritableStore
  supervisor: Supervisor
  keeper: Keeper
}

export interface OperationContext {
  options: LabOptions
  store: Store
  events: EventBus
  /** Null in a lab that only reads. */
  writer: Writer | null
  /** The writer; throws a LabError `busy` in a lab that only reads. */
  requireWriter(): Writer
  /** Files on their way between window and lab. */
  transfers: Transfers
  /** Whether the sample runs are still to be added unasked: on the first start, until they are there or could not be added. */
  samplesComing: boolean
  /** Run when the lab closes, before its store does. */
  closing: (() => void)[]
}
