/** Models on their way to and from other programs: from the database into a file that is checked, and from a file into a run. */
import { readFileSync, statSync } from 'node:fs'
import { digestBytes } from '../../../db/digest'
import type { Queries } from '../../../db/queries'
import type { WritableStore } from '../../../db/store'
import type { Output, Parsed } from '../../api/contract'
import { LabError } from '../../api/failure'
import type { ModelKind } from '../../api/records'
import { mostModelBytes, type ExportedModel, type ModelExportChoice } from '../../api/interop'
import { answered } from '../../interop/answered'
import { exportModel } from '../../interop/models/export'
import { importModel } from '../../interop/models/import'
import { modelSource } from '../../interop/models/source'
import { imageFolder, isImageSource, readTestImages } from '../../trainer/image-files'
import { readPretrained } from './pretrained'

/** A model's own file, and what messages and files call it. */
export interface NamedModel {
  name: string
  file: Uint8Array
}

/** Throws a LabError `not-found` where the run has not kept it. */
export function storedModel(queries: Queries, { run, kind, epoch }: { run: number; kind: ModelKind; epoch?: number | undefined }): NamedModel {
  const model = queries.getModel(run, kind, epoch)
  return { name: `${queries.getRun(run).name}, run ${run}, epoch ${model.epoch}`, file: model.file }
}

export function pretrainedModel(): NamedModel {
  return { name: 'Pretrained digits', file: readPretrained() }
}

/** Throws a LabError: `invalid` with the field where the choice does not fit the model, `data` where the check fails. */
export function exportNamed({ name, file }: NamedModel, choice: ModelExportChoice): ExportedModel {
  return answered(() => {
    const source = modelSource(file, name)
    const test = isImageSource(source) ? readTestImages(source, imageFolder(source)).data : null
    return exportModel(file, { choice, test, name })
  })
}

/** The model as a queued run of an experiment of its own. Throws a LabError: `data` for a file that is not read, `invalid` with the field. */
export function importReceived(
  { recorder, editor }: WritableStore,
  path: string,
  { fileName, ...choice }: Omit<Parsed<'models.import'>, 'transfer'>,
): Output<'models.import'> {
  const { size } = statSync(path)
  if (size > mostModelBytes) throw new LabError('data', `${fileName} has ${size} bytes; at most ${mostModelBytes} are read`)
  const bytes = new Uint8Array(readFileSync(path))
  const { experiment: config, file, origin } = answered(() => importModel(bytes, fileName, choice))
  const { experiment, runs } = recorder.createExperiment(config, undefined, { initial: { file, sha256: digestBytes(file), origin: null } })
  const note = `Imported from ${fileName} (${origin}), SHA-256 ${digestBytes(bytes)}.`
  const [run] = editor.update(
    runs.map(({ id }) => id),
    { tags: ['imported'], note },
  )
  if (run === undefined) throw new Error('an imported model has no run')
  return { experiment, run }
}
