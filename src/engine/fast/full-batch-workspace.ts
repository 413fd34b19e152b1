/**
 * The memory that small problems are trained in, one for all of a thread: a memory of its own for each of a thousand trials, which take less
 * than a millisecond, would cost more than they do. A trial keeps its numbers itself and brings them along.
 */
import type { Pointer } from './exports'
import { instantiateFast, type FastInstance, type FastModule } from './module'

/** Room for the largest problem that is trained here. Pages that none touches cost nothing. */
export const workspaceBytes = 4 * 1024 * 1024

export class Workspace {
  readonly start: Pointer
  /** All of it. */
  readonly numbers: Float32Array
  /** Whose samples lie here. */
  occupant: object | null = null

  constructor(readonly instance: FastInstance) {
    this.start = instance.memory.allocate(workspaceBytes)
    this.numbers = instance.memory.floats(this.start, workspaceBytes / Float32Array.BYTES_PER_ELEMENT)
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
