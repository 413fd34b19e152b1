/** Stored models, and the one that comes with the program. */
import { LabError } from '../../../api/failure'
import { digitMisfit } from '../../../engine/config/reads-digits'
import { readPretrained } from '../pretrained'
import type { Operations, OperationContext } from './operations'

export function modelOperations({ store }: OperationContext): Pick<Operations, 'models.list' | 'models.get' | 'models.pretrained'> {
  return {
    'models.list': ({ run }) => store.queries.listModels(run),
    'models.pretrained': () => ({ file: readPretrained() }),
    'models.get': ({ run, kind, epoch, reads }) => {
      if (reads === 'digits') {
        const { name, config } = store.queries.getRun(run)
        const misfit = digitMisfit(config)
        if (misfit !== null) throw new LabError('conflict', `Run ${run}, ${name}, ${misfit}`, 'run')
      }
      return store.queries.getModel(run, kind, epoch)
    },
  }
}
