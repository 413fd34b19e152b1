/** From the words of `lab train` to an experiment. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { chooseExperiment } from '../../../src/cli/experiment-choice'
import { UsageError } from '../../../src/cli/exit-codes'
import { findPreset } from '../../../src/engine/config/presets'

function file(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-cli-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'experiment.json'), content)
  return join(folder, 'experiment.json')
}

const tiny = { name: 'Tiny', data: 'line', network: { layers: [{ units: 1 }] }, loss: 'mse', optimizer: 'sgd', epochs: 3 }

function refusal(choice: Parameters<typeof chooseExperiment>[0]): string {
  try {
    chooseExperiment(choice)
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
  throw new Error('nothing was refused')
}

describe('the base', () => {
  test('a preset is taken as it is', () => {
    expect(chooseExperiment({ preset: 'fig4' })).toEqual(findPreset('fig4')?.config)
  })

  test('an unknown preset lists the known ones', () => {
    expect(refusal({ preset: 'fig9' })).toBe('There is no preset "fig9": the known ones are fig1, fig2, fig3, fig4, fig5, fig6, fig7, fig8, digits')
  })

  test('neither or both are refused', () => {
    expect(refusal({})).toBe('Give either --preset NAME or --config FILE')
    expect(refusal({ preset: 'fig1', config: 'x.json' })).toBe('Give either --preset NAME or --config FILE')
  })

  test('a file is completed with defaults; a byte order mark is no fault', () => {
    const config = chooseExperiment({ config: file(`\ufeff${JSON.stringify(tiny)}`) })
    expect(config).toMatchObject({ name: 'Tiny', data: { source: 'line', samples: 200 }, seeds: { count: 1 }, batchSize: 'full' })
  })

  test('a file that is missing, no JSON or no experiment is named', () => {
    expect(refusal({ config: '/nowhere/x.json' })).toBe('The configuration /nowhere/x.json cannot be read (ENOENT)')
    expect(refusal({ config: file('{') })).toMatch(/^The configuration .*experiment\.json: it is no JSON \(/)
    expect(refusal({ config: file(JSON.stringify({ ...tiny, epochs: 0 })) })).toMatch(/experiment\.json: epochs: Epochs takes a whole number from 1 to 100000$/)
    expect(refusal({ config: file(JSON.stringify({ ...tiny, epoch: 3 })) })).toContain('There is no field "epoch" here')
    expect(refusal({ config: file('[]') })).toContain('experiment.json: ')
  })
})

describe('single fields', () => {
  test('epochs and seeds: seeds N means 1 to N', () => {
    expect(chooseExperiment({ preset: 'fig4', epochs: 2, seeds: 3 })).toMatchObject({ epochs: 2, seeds: { count: 3 } })
  })

  test('a value is JSON, or else a word', () => {
    const set = ['optimizer.learningRate=1e-2', 'batchSize=full', 'network.layers.0.activation="tanh"', 'shuffle=false', 'name=a=b']
    expect(chooseExperiment({ preset: 'fig4', set })).toMatchObject({
      name: 'a=b',
      optimizer: { name: 'adam', learningRate: 0.01 },
      batchSize: 'full',
      shuffle: false,
      network: { layers: [{ units: 64, activation: { name: 'tanh' } }, { activation: { name: 'relu' } }, {}] },
    })
  })

  test('a bare word stands for a variant with its defaults', () => {
    expect(chooseExperiment({ preset: 'fig4', set: ['optimizer=sgd'] }).optimizer).toEqual({ name: 'sgd', learningRate: 0.01, weightDecay: 0 })
  })

  test('a path that does not exist names the fields that do', () => {
    expect(refusal({ preset: 'fig4', set: ['optimizer.learnRate=1'] })).toBe(
      '--set optimizer.learnRate: There is no field "optimizer.learnRate": at "learnRate" it could go on with name, learningRate, weightDecay, beta1, beta2, epsilon, amsgrad',
    )
    expect(refusal({ preset: 'fig4', set: ['__proto__.x=1'] })).toContain('There is no field "__proto__.x"')
  })

  test('a change without = is refused', () => {
    expect(refusal({ preset: 'fig4', set: ['epochs'] })).toBe('--set takes path=value, such as optimizer.learningRate=0.01, not "epochs"')
    expect(refusal({ preset: 'fig4', set: ['=5'] })).toContain('not "=5"')
  })

  test('a value out of its limits names field and limits', () => {
    expect(refusal({ preset: 'fig4', set: ['network.layers.0.units=1000000000'] })).toMatch(
      /^network\.layers\.0\.units: Units takes a whole number from 1 to 8192;/,
    )
    expect(refusal({ preset: 'fig4', set: ['optimizer.learningRate=-1'] })).toContain('optimizer.learningRate: Learning rate takes a number above 0')
    expect(refusal({ preset: 'fig4', set: ['data=idx'] })).toContain('not available yet')
    expect(refusal({ preset: 'fig4', set: ['augmentation=true'] })).toContain('augmentation: Augmentation takes null or an object such as {"shift": 1,')
  })

  test('kernels are fast unless the others are chosen, and float64 has to choose them', () => {
    expect(chooseExperiment({ preset: 'fig4' })).toMatchObject({ kernels: 'fast', precision: 'float32' })
    expect(chooseExperiment({ preset: 'fig4', set: ['kernels=reference'] })).toMatchObject({ kernels: 'reference', precision: 'float32' })
    expect(refusal({ preset: 'fig4', set: ['precision=float64'] })).toBe(
      'precision: The fast kernels compute in float32: set the precision to float32 or the kernels to reference',
    )
    expect(chooseExperiment({ preset: 'fig4', set: ['precision=float64', 'kernels=reference'] })).toMatchObject({ precision: 'float64' })
  })

  test('a field that the sweep replaces is refused, as it would have no effect', () => {
    expect(refusal({ preset: 'fig6', set: ['batchSize=100'] })).toBe(
      'batchSize: the experiment sweeps batchSize, so this would have no effect: add --set sweep=[] to train one setting',
    )
    expect(refusal({ preset: 'fig8', set: ['optimizer.learningRate=0.1'] })).toContain('sweeps optimizer')
    expect(refusal({ preset: 'fig5', set: ['network.layers=[{"units":10}]'] })).toContain('sweeps network.layers.0.activation')
    expect(chooseExperiment({ preset: 'fig6', set: ['batchSize=100', 'sweep=[]'] })).toMatchObject({ batchSize: 100, sweep: [] })
  })

  test('a setting of the sweep that is not valid is refused before anything runs', () => {
    const config = file(JSON.stringify({ ...tiny, sweep: [{ field: 'epochs', values: [1, -1] }] }))
    expect(refusal({ config })).toBe('epochs: epochs = -1: Epochs takes a whole number from 1 to 100000')
  })
})
