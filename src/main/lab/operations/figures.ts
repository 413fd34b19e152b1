/** Figures that were exported and are opened again. */
import { matchFigure } from '../report/opened'
import type { Operations, OperationContext } from './operations'

export function figureOperations({ store }: OperationContext): Pick<Operations, 'figures.open'> {
  return { 'figures.open': ({ metadata }) => matchFigure(metadata, store.queries) }
}
