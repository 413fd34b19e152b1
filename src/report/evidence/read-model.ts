/** The stored model of a trial, checked to be that trial's. */
import { DataError, decodeModel, type StoredModel } from '../../engine/index'
import type { WantedModel } from './wanted'

/** What messages call the file. */
export function fileName({ trial }: WantedModel): string {
  return `model of run ${trial.run}`
}

/** Throws a DataError for a file that is no model, or that of another seed or epoch. */
export function readModel(wanted: WantedModel, file: Uint8Array): StoredModel {
  const model = decodeModel(file, fileName(wanted))
  const { seed, epochsDone } = wanted.trial
  if (model.seed !== seed) throw new DataError(fileName(wanted), 'seed', `expected the model of seed ${seed}, found that of seed ${model.seed}`)
  if (model.epoch !== epochsDone)
    throw new DataError(fileName(wanted), 'epoch', `expected the model after epoch ${epochsDone}, found that after epoch ${model.epoch}`)
  return model
}
