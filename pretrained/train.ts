/** Training of the model in this process, and its file. */
import { createHash } from 'node:crypto'
import type { TrialConfig } from '../src/engine/config/experiment'
import bytes from '../src/engine/fast/assembly/index.ts?wasm'
import { compileFast } from '../src/engine/fast/module'
import {
  createPredictor,
  createSession,
  encodeModel,
  measureConfidence,
  prepareTrialData,
  type Confidence,
  type Dataset,
  type EpochRecord,
  type FileData,
  type NamedTensor,
  type Predictor,
} from '../src/engine/index'

export interface TrainedModel {
  /** The model's file. */
  model: Uint8Array
  predictor: Predictor
  /** Measured on the images held out. */
  confidence: Confidence
  /** Of training alone. */
  seconds: number
}

/** SHA-256 of the parameters, for the epochs' records. */
function digest(parameters: readonly NamedTensor[]): string {
  const hash = createHash('sha256')
  for (const { data } of parameters) hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  return hash.digest('hex')
}

/** Throws where there is no WebAssembly SIMD, and where training diverges. @param report is told every epoch */
export function trainModel(config: TrialConfig, seed: number, files: FileData, report: (record: EpochRecord) => void): TrainedModel {
  const fast = compileFast(bytes)
  if (fast === null) throw new Error('this system has no WebAssembly SIMD, which the model is trained with')
  const { training, validation } = prepareTrialData(config, seed, files)
  if (validation === null) throw new Error('the configuration holds no images out')
  const session = createSession({ config, seed, data: { training, validation }, now: () => performance.now(), digest, fast })
  let seconds = 0
  for (;;) {
    const outcome = session.advance(() => false)
    if (outcome.kind === 'diverged') throw new Error(outcome.message)
    if (outcome.kind === 'done') break
    if (outcome.kind !== 'epoch') continue
    seconds += outcome.record.seconds
    report(outcome.record)
  }
  const parameters = session.parameters()
  const predictor = createPredictor(config.network, training.inputs, parameters, 'classification', { fast })
  const confidence = measureOn(validation, predictor)
  return { model: encodeModel({ config, seed, epoch: config.epochs, parameters, confidence }), predictor, confidence, seconds }
}

function measureOn(data: Dataset, predictor: Predictor): Confidence {
  if (data.targets.kind !== 'classes') throw new Error('digits have classes')
  return measureConfidence(data.targets.labels, predictor.predictDataset(data), data.targets.classes)
}
