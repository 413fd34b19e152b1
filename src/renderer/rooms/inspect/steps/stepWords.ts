/** What the words about a step name. */
import type { UpdateStep } from '../../../../engine/index'

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
export function isWeighted({ given }: Pick<UpdateStep, 'given'>): boolean {
  return given.some(({ symbol }) => symbol === 'W')
}
