/** Puts stored parameters in the place of those that a network was given at its start. */
import type { NamedTensor } from './tensors'

/**
 * Copies every tensor of `from` over the one of the same name in `into`.
 * @throws RangeError that names the tensor, where the two do not have the same names and shapes
 */
export function loadParameters(into: readonly NamedTensor[], from: readonly NamedTensor[]): void {
  const byName = new Map(from.map((tensor) => [tensor.name, tensor]))
  for (const { name, shape, data } of into) {
    const tensor = byName.get(name)
    if (tensor === undefined) throw new RangeError(`the initial weights have no ${name}`)
    if (tensor.shape.join() !== shape.join())
      throw new RangeError(`${name} has the shape ${shape.join(' x ')}, in the initial weights ${tensor.shape.join(' x ')}`)
    data.set(tensor.data)
    byName.delete(name)
  }
  const [extra] = byName.keys()
  if (extra !== undefined) throw new RangeError(`the network has no ${extra}, which the initial weights have`)
}
