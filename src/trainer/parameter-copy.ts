/** The parameters of a finished epoch, kept while training goes on; the memory is taken once. */
import type { NamedTensor } from '../engine/models/tensors'

export class ParameterCopy {
  #tensors: NamedTensor[] = []
  #epoch: number | null = null
  #fresh = false

  take(epoch: number, parameters: readonly NamedTensor[]): void {
    if (this.#epoch === null) this.#tensors = parameters.map((tensor) => ({ ...tensor, data: tensor.data.slice() }))
    else for (const [i, { data }] of parameters.entries()) this.#tensors[i]?.data.set(data)
    this.#epoch = epoch
    this.#fresh = true
  }

  /** What was taken since the last call, or null. */
  release(): { epoch: number; tensors: readonly NamedTensor[] } | null {
    if (this.#epoch === null || !this.#fresh) return null
    this.#fresh = false
    return { epoch: this.#epoch, tensors: this.#tensors }
  }
}
