/** Which phase of the update a step belongs to, and what it is about. */
import type { UpdateStep } from '../../../../engine/index'
import { baseOf } from './places'

export type Phase = 'forward' | 'backward' | 'update'

export function phaseOf({ kind }: Pick<UpdateStep, 'kind'>): Phase {
  switch (kind) {
    case 'linear':
    case 'norm':
    case 'activation':
    case 'loss':
      return 'forward'
    case 'linearGradient':
    case 'normGradient':
    case 'activationGradient':
      return 'backward'
    case 'update':
      return 'update'
  }
}

/** Whether a step is about connections. */
export function isWeighted({ given, made }: Pick<UpdateStep, 'given' | 'made'>): boolean {
  return [...given, ...made].some(({ symbol }) => baseOf(symbol) === 'W')
}
