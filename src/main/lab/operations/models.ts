/** Stored models. */
import type { Operations, OperationContext } from './operations'

export function modelOperations({ store }: OperationContext): Pick<Operations, 'models.list' | 'models.get'> {
  return {
    'models.list': ({ run }) => store.queries.listModels(run),
    'models.get': ({ run, kind, epoch }) => store.queries.getModel(run, kind, epoch),
  }
}
