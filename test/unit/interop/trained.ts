/** The report's digit network after one epoch, as a model's file. */
import { createHash } from 'node:crypto'
import { findPreset } from '../../../src/engine/config/presets'
import { baseTrial } from '../../../src/engine/config/trials'
import { encodeModel } from '../../../src/engine/models/model-file'
import { createSession } from '../../../src/engine/training/session'
import { prepareTrialData } from '../../../src/engine/data/prepare'
import { fastKernels } from '../../../src/trainer/kernels'
import { imageFolder, readImages } from '../../../src/trainer/image-files'

export function trainDigits(): Uint8Array {
  const preset = findPreset('fig4')
  if (preset === undefined || fastKernels === null) throw new Error('there is no preset fig4, or no fast kernel')
  const config = { ...baseTrial(preset.config), epochs: 1 }
  const { training, test } = readImages('mnist', imageFolder('mnist'))
  const data = prepareTrialData(config, 1, { training: training.data, test: test.data })
  const digest = () => createHash('sha256').digest('hex')
  const session = createSession({ config, seed: 1, data, now: () => 0, digest, fast: fastKernels })
  for (;;) if (session.advance(() => false).kind === 'done') break
  return encodeModel({ config, seed: 1, epoch: 1, parameters: session.parameters() })
}
