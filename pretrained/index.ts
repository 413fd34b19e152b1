/** npm run model: trains the preset `digits`, measures its confidence on the images held out, and writes the file that the program ships. */
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { findPreset } from '../src/engine/config/presets'
import { baseTrial } from '../src/engine/config/trials'
import { imageFolder, readImages } from '../src/trainer/image-files'
import { scoreDrawings, scoreImages } from './score'
import { trainModel } from './train'

const help = `npm run model -- [--seed N] [--out FILE] [--score test] [--score writers]

Trains the preset "digits" with one seed (1 unless told otherwise) on one core and writes the model as safetensors, to
resources/digits.safetensors unless told otherwise. Its accuracy on the 10,000 images held out is printed.
  --score test      afterwards the 10,000 test images of MNIST are read too, which took no part in any choice
  --score writers   and the drawings in test/pen, by writer`

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

function run(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      out: { type: 'string', default: 'resources/digits.safetensors' },
      score: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  })
  const seed = Number(values.seed)
  const unknown = values.score.find((word) => word !== 'test' && word !== 'writers')
  if (values.help || unknown !== undefined || !Number.isInteger(seed) || seed < 1 || seed > 0xffffffff) {
    console.error(help)
    return values.help ? 0 : 2
  }
  const preset = findPreset('digits')
  if (preset === undefined) throw new Error('there is no preset "digits"')
  const config = baseTrial(preset.config)
  const images = readImages('mnist', imageFolder('mnist'))
  const files = { training: images.training.data, test: images.test.data }
  const { model, predictor, confidence, seconds } = trainModel(config, seed, files, ({ epoch, train, validation, seconds }) => {
    console.error(`epoch ${epoch}: loss ${train.loss?.toFixed(4)}, held out ${percent(validation.accuracy ?? NaN)} (${seconds.toFixed(1)} s)`)
  })
  const out = resolve(values.out)
  mkdirSync(dirname(out), { recursive: true })
  writeFileSync(out, model)
  console.log(`written      ${out}, ${model.length} bytes`)
  console.log(`SHA-256      ${createHash('sha256').update(model).digest('hex')}`)
  console.log(`training     ${seconds.toFixed(0)} s, seed ${seed}`)
  console.log(`held out     ${percent(confidence.accuracy)} of ${confidence.samples}; calibration error ${percent(confidence.expectedError)}`)
  console.log(`not sure     below a confidence of ${confidence.sureFrom}`)
  if (values.score.includes('test')) console.log(`MNIST test   ${percent(scoreImages(predictor, images.test.data))}`)
  if (values.score.includes('writers'))
    for (const { writer, right, drawings, misread } of scoreDrawings(predictor, resolve('test/pen/digits-writers-1-2.json')))
      console.log(`writer ${writer}     ${percent(right / drawings)} of ${drawings}${misread.length > 0 ? `; misread: ${misread.join(', ')}` : ''}`)
  return 0
}

process.exitCode = run(process.argv.slice(2))
