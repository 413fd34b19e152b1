/** The digit model that comes with the program: what docs/digits.md says of it is true of its file. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { scoreDrawings, scoreImages } from '../../../pretrained/score'
import { canonicalJson } from '../../../src/engine/config/canonical'
import { findPreset } from '../../../src/engine/config/presets'
import { baseTrial } from '../../../src/engine/config/trials'
import { createPredictor, decodeModel, takeSamples } from '../../../src/engine/index'
import { readPretrained } from '../../../src/main/lab/pretrained'
import { imageFolder, readTestImages } from '../../../src/trainer/image-files'
import { compiledKernels } from '../engine/fast/instance'

const file = readPretrained()
const model = decodeModel(file, 'pretrained model')
const predictor = createPredictor(model.config.network, 784, model.parameters, 'classification', { fast: compiledKernels() })

describe('the file', () => {
  it('is the one whose digest is documented, and small', () => {
    const digest = createHash('sha256').update(file).digest('hex')
    expect(readFileSync('docs/digits.md', 'utf8')).toContain(digest)
    expect(file.length).toBeLessThan(4e6)
  })

  it('comes from the preset, with a seed', () => {
    expect(canonicalJson(model.config)).toBe(canonicalJson(baseTrial(findPreset('digits')!.config)))
    expect(model).toMatchObject({ seed: 1, epoch: model.config.epochs })
  })

  it('says how far its confidence can be trusted', () => {
    const { samples, accuracy, expectedError, sureFrom } = model.confidence!
    expect(samples).toBe(10_000)
    expect(accuracy).toBeGreaterThan(0.99)
    expect(expectedError).toBeLessThan(0.02)
    expect(sureFrom).toBeGreaterThan(0.3)
    expect(sureFrom).toBeLessThan(1)
  })

  it('is missed by name', () => {
    expect(() => readPretrained('/nowhere')).toThrow(/digits\.safetensors cannot be read \(ENOENT\): install the program anew/)
  })
})

describe('it reads', () => {
  it('more than 98.5 % of every fifth test image of MNIST', { timeout: 60_000 }, () => {
    const { data } = readTestImages('mnist', imageFolder('mnist'))
    const sample = takeSamples(
      data,
      Uint32Array.from({ length: 2000 }, (_, i) => 5 * i),
    )
    expect(scoreImages(predictor, sample)).toBeGreaterThan(0.985)
  })

  it('more than 95 % of the drawings of either writer', () => {
    const scores = scoreDrawings(predictor, 'test/pen/digits-writers-1-2.json')
    expect(scores.map(({ writer, drawings }) => [writer, drawings])).toEqual([
      [1, 98],
      [2, 100],
    ])
    for (const { writer, drawings, right } of scores) expect(right / drawings, `writer ${writer}`).toBeGreaterThan(0.95)
  })
})
