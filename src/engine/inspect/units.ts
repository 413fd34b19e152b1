/** Units that no longer tell samples apart, dead or saturated, found by looking at many samples. */
import type { LayerConfig } from '../config/network'
import type { ActivationConfig } from '../layers/activations/registry'

/** A unit this near to a limit of its activation counts as being at it. */
export const nearLimit = 0.01
/** A unit that is at a limit for more than this share of the samples is saturated. */
export const saturatedShare = 0.95

/**
 * - `dead`: a ReLU unit whose output is 0 for every sample. Its slope is 0 too, so that no gradient reaches its weights: it cannot come back by itself.
 * - `saturated`: a sigmoid or tanh unit within 0.01 of a limit (0 and 1, -1 and 1) for more than 95 % of the samples. Its slope is then below
 *   0.01 (sigmoid) or 0.02 (tanh), and its weights hardly learn.
 * - `live`: all others, and every unit of an activation that neither can be said of.
 */
export type UnitState = 'dead' | 'saturated' | 'live'

/** What a unit put out over the samples. */
export interface UnitFacts {
  state: UnitState
  /** Share of the samples with an output above 0. */
  active: number
  /** Share of the samples at a limit of a bounded activation; 0 for others. */
  limited: number
  mean: number
  smallest: number
  largest: number
}

interface Sums {
  active: number
  limited: number
  sum: number
  smallest: number
  largest: number
}

/** Counts over as many blocks of samples as it is given. */
export class UnitCensus {
  private readonly sums: Sums[][]
  private samples = 0

  constructor(private readonly layers: readonly Pick<LayerConfig, 'units' | 'activation'>[]) {
    this.sums = layers.map(({ units }) => Array.from({ length: units }, () => ({ active: 0, limited: 0, sum: 0, smallest: Infinity, largest: -Infinity })))
  }

  /** @param outputs (rows, units) of each layer, as `Trace.forward` gives them */
  take(outputs: readonly ArrayLike<number>[], rows: number): void {
    for (const [l, { units, activation }] of this.layers.entries()) {
      const limits = limitsOf(activation)
      for (let row = 0; row < rows; row++) for (let unit = 0; unit < units; unit++) count(this.sums[l]![unit]!, outputs[l]![row * units + unit]!, limits)
    }
    this.samples += rows
  }

  /** The facts of each unit of each layer. Throws a RangeError where no sample was taken. */
  facts(): UnitFacts[][] {
    const { samples } = this
    if (samples === 0) throw new RangeError('units are judged by at least 1 sample, got none')
    return this.sums.map((units, l) =>
      units.map((unit) => ({
        state: stateOf(this.layers[l]!.activation, unit, samples),
        active: unit.active / samples,
        limited: unit.limited / samples,
        mean: unit.sum / samples,
        smallest: unit.smallest,
        largest: unit.largest,
      })),
    )
  }
}

function count(sums: Sums, y: number, limits: readonly number[]): void {
  sums.sum += y
  if (y > 0) sums.active++
  if (y < sums.smallest) sums.smallest = y
  if (y > sums.largest) sums.largest = y
  if (limits.some((limit) => Math.abs(y - limit) <= nearLimit)) sums.limited++
}

/** What the outputs come near to for large inputs of either sign, where both ways end at a limit. */
function limitsOf({ name }: ActivationConfig): readonly number[] {
  switch (name) {
    case 'sigmoid':
      return [0, 1]
    case 'tanh':
      return [-1, 1]
    case 'identity':
    case 'relu':
    case 'leaky_relu':
    case 'elu':
    case 'gelu_erf':
    case 'gelu_tanh':
    case 'silu':
    case 'softplus':
      return []
  }
}

function stateOf({ name }: ActivationConfig, { smallest, largest, limited }: Sums, samples: number): UnitState {
  if (name === 'relu' && smallest === 0 && largest === 0) return 'dead'
  return limited / samples > saturatedShare ? 'saturated' : 'live'
}
