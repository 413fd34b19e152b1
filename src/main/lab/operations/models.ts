/** Stored models, and the one that comes with the program; models on their way to and from other programs. */
import { LabError } from '../../../api/failure'
import { digitMisfit } from '../../../engine/config/reads-digits'
import { exportNamed, importReceived, pretrainedModel, storedModel } from '../exchange'
import { readPretrained } from '../pretrained'
import type { Operations, OperationContext } from './operations'

type Ops = Extract<keyof Operations, `models.${string}`>

export function modelOperations({ store, events, transfers, requireWriter }: OperationContext): Pick<Operations, Ops> {
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
    'models.export': ({ run, kind, epoch, ...choice }) =>
      exportNamed(run === null ? pretrainedModel() : storedModel(store.queries, { run, kind, epoch }), choice),
    'models.import': ({ transfer, ...choice }) => {
      try {
        const { store: written, supervisor } = requireWriter()
        const imported = importReceived(written, transfers.pathOf(transfer), choice)
        events.emit({ event: 'run', data: imported.run })
        supervisor.enqueue([imported.run])
        return imported
      } finally {
        transfers.end(transfer)
      }
    },
  }
}
