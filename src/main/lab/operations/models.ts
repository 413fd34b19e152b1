/** Stored models, and the one that comes with the program. */
import { readPretrained } from '../pretrained'
import type { Operations, OperationContext } from './operations'

export function modelOperations({ store }: OperationContext): Pick<Operations, 'models.list' | 'models.get' | 'models.pretrained'> {
  return {
    'models.list': ({ run }) => store.queries.listModels(run),
    'models.pretrained': () => ({ file: readPretrained() }),
    'models.get': ({ run, kind, epoch }) => store.queries.getModel(run, kind, epoch),
  }
}
