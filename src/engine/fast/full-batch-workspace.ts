/**
 * The memory that small problems are trained in, one for all of a thread: a memory of its own for each of a thousand trials, which take less
 * than a millisecond, would cost more than they do. A trial keeps its numbers itself and brings them along.
 */
import type { Pointer } from './exports'
import { instantiateFast, type FastInstance, type FastModule } from './module'

/** Room for a problem. Pages that none touches cost nothing. */
export const workspaceBytes = 4 * 1024 * 1024

export interface Workspace {
  readonly instance: FastInstance
  readonly start: Pointer
  /** All of it; the number at pointer p has the index (p - start) / 4. */
  readonly numbers: Float32Array
  /** Whose samples lie here. */
  occupant: object | null
}

const workspaces = new WeakMap<FastModule, Workspace>()

export function workspaceOf(module: FastModule): Workspace {
  const found = workspaces.get(module)
  if (found !== undefined) return found
  const instance = instantiateFast(module)
  const start = instance.memory.allocate(workspaceBytes)
  const made = { instance, start, numbers: instance.memory.floats(start, workspaceBytes / Float32Array.BYTES_PER_ELEMENT), occupant: null }
  workspaces.set(module, made)
  return made
}
