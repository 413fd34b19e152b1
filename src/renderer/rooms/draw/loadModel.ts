/** From a stored model to a network that is ready to read digits, and to say why. */
import type { LabClient } from '../../../api/client'
import { LabError } from '../../../api/failure'
import type { RunRow } from '../../../api/records'
import { dataShape } from '../../../engine/config/data'
import { findPart } from '../../../engine/config/part'
import { digitMisfit } from '../../../engine/config/reads-digits'
import { activations, createExplainer, createPredictor, decodeModel, type Explainer, type Predictor } from '../../../engine/index'
import { fastKernels } from '../../kernels'

export type ModelChoice = 'best' | 'last'

export interface LoadedModel {
  epoch: number
  /** The share of validation images that it reads right; null where that is not known. */
  accuracy: number | null
  /** Below this confidence it is not sure; null where its confidence was not measured. */
  sureFrom: number | null
  /** What each layer is, such as 512 units of ReLU. */
  layers: { units: number; activation: string }[]
  predictor: Predictor
  /** Made when it is first asked for: only the leading model is. */
  explainer(): Explainer
}

/**
 * @param row of the run; null for the model that comes with the program
 * @throws LabError or DataError, in words, where there is no such model or it does not read digits
 */
export async function loadModel(lab: LabClient, row: RunRow | null, kind: ModelChoice): Promise<LoadedModel> {
  const name = row === null ? 'The pretrained model' : `${row.name}, ${kind}`
  const { file } = row === null ? await lab.call('models.pretrained') : await lab.call('models.get', { run: row.id, kind, reads: 'digits' })
  const { config, parameters, epoch, scaling, confidence } = decodeModel(file, name)
  const misfit = digitMisfit(config)
  if (misfit !== null) throw new LabError('conflict', `${name} ${misfit}`)
  const { inputs, task } = dataShape(config.data)
  let explainer: Explainer | null = null
  return {
    epoch,
    accuracy: row === null ? (confidence?.accuracy ?? null) : (row[kind]?.validation.accuracy ?? null),
    sureFrom: confidence?.sureFrom ?? null,
    layers: config.network.layers.map(({ units, activation }) => ({ units, activation: findPart(activations, 'name', activation.name).title })),
    predictor: createPredictor(config.network, inputs, parameters, task, { scaling, fast: fastKernels }),
    explainer: () => (explainer ??= createExplainer(config.network, inputs, parameters, { scaling })),
  }
}
