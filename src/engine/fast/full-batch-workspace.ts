/**
 * The memory that small problems are trained in, one for all of a thread: a memory of its own for each of a thousand trials, which take less
 * than a millisecond, would cost more than they do. A trial keeps its numbers itself and brings them along.
 */
import { createBatch, type Batch } from '../training/batch'
import type { Pointer } from './exports'
import { blockSamples } from './full-batch-plan'
import { instantiateFast, type FastInstance, type FastModule } from './module'

/** Room for the largest problem that is trained here. Pages that none touches cost nothing. */
export const workspaceBytes = 4 * 1024 * 1024

/** Whoever has numbers in the workspace. */
export interface Occupant {
  /** Another moves in, and overwrites all: what is still needed must be copied. */
  leave(): void
}

export class Workspace {
  readonly start: Pointer
  /** All of it. */
  readonly numbers: Float32Array
  private occupant: Occupant | null = null
  private batch: { inputs: number; outputs: number; batch: Batch } | null = null

  constructor(readonly instance: FastInstance) {
    this.start = instance.memory.allocate(workspaceBytes)
    this.numbers = instance.memory.floats(this.start, workspaceBytes / Float32Array.BYTES_PER_ELEMENT)
  }

  /** Whether that is news: the workspace has to be filled then. */
  enter(occupant: Occupant): boolean {
    if (this.occupant === occupant) return false
    this.occupant?.leave()
    this.occupant = occupant
    return true
  }

  /** Room for a block of samples on the way here, the same for all trials of one shape. */
  batchOf(inputs: number, outputs: number): Batch {
    if (this.batch?.inputs !== inputs || this.batch.outputs !== outputs) {
      const kernels = { allocate: (length: number) => new Float32Array(length) }
      this.batch = { inputs, outputs, batch: createBatch(kernels, { inputs, outputs, capacity: blockSamples }, 'values') }
    }
    return this.batch.batch
  }

  /** The place of an address among `numbers`. */
  indexOf(pointer: Pointer): number {
    return (pointer - this.start) / Float32Array.BYTES_PER_ELEMENT
  }

  floats(pointer: Pointer, count: number): Float32Array {
    return this.instance.memory.floats(pointer, count)
  }

  doubles(pointer: Pointer, count: number): Float64Array {
    return this.instance.memory.doubles(pointer, count)
  }
}

const workspaces = new WeakMap<FastModule, Workspace>()

export function workspaceOf(module: FastModule): Workspace {
  const found = workspaces.get(module)
  if (found !== undefined) return found
  const made = new Workspace(instantiateFast(module))
  workspaces.set(module, made)
  return made
}
