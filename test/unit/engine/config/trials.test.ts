/** Sweeps, seeds, presets and the identity of a configuration. */
import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../../../src/engine/config/canonical'
import { experimentSchema, type ExperimentConfig } from '../../../../src/engine/config/experiment'
import { countMultiplyAdds, countParameters } from '../../../../src/engine/config/network'
import { setField } from '../../../../src/engine/config/paths'
import { findPreset, presets, type PresetId } from '../../../../src/engine/config/presets'
import { countTrials, expandSettings, listSeeds, type Setting } from '../../../../src/engine/config/trials'

function settings(config: ExperimentConfig): Setting[] {
  const expanded = expandSettings(config)
  if (!expanded.ok) throw new Error(expanded.problems[0]!.message)
  return expanded.value
}
const preset = (id: PresetId) => findPreset(id)!.config
const withSweep = (field: string, values: unknown[], labels?: string[]) =>
  experimentSchema.parse({ ...preset('fig3'), sweep: [{ field, values, ...(labels ? { labels } : {}) }] })

describe('presets', () => {
  test('are the eight figures, with 100 or 15 seeds, and the pretrained model', () => {
    expect(presets.map((p) => p.id)).toEqual(['fig1', 'fig2', 'fig3', 'fig4', 'fig5', 'fig6', 'fig7', 'fig8', 'digits'])
    expect(presets.map((p) => listSeeds(p.config.seeds).length)).toEqual([100, 100, 100, 15, 15, 15, 15, 15, 1])
  })

  test('figures 1 to 3: 200 samples, full batch, rate 0.01, 1000 epochs; mean, sum, sum', () => {
    for (const id of ['fig1', 'fig2', 'fig3'] as const) {
      expect(preset(id)).toMatchObject({ batchSize: 'full', epochs: 1000, optimizer: { name: 'sgd', learningRate: 0.01 }, validation: { kind: 'none' } })
      expect(preset(id).data).toMatchObject({ samples: 200 })
    }
    expect([preset('fig1').loss, preset('fig2').loss, preset('fig3').loss].map((loss) => loss.reduction)).toEqual(['mean_all', 'sum', 'sum'])
    expect(preset('fig3').network.layers.map((layer) => [layer.units, layer.activation.name])).toEqual([
      [8, 'tanh'],
      [2, 'identity'],
    ])
  })

  test('figure 4 is 784-64-32-10 with Adam 0.001, batch 128, 50 epochs, the test set as validation', () => {
    const { network, ...rest } = preset('fig4')
    expect(network.layers.map((layer) => [layer.units, layer.activation.name])).toEqual([
      [64, 'relu'],
      [32, 'relu'],
      [10, 'identity'],
    ])
    expect(rest).toMatchObject({
      optimizer: { name: 'adam', learningRate: 0.001 },
      batchSize: 128,
      epochs: 50,
      validation: { kind: 'test' },
      loss: { reduction: 'mean' },
    })
    // 784 64 + 64 + 64 32 + 32 + 32 10 + 10 = 52,650 and 784 64 + 64 32 + 32 10 = 52,544
    expect(countParameters(784, network.layers)).toBe(52_650)
    expect(countMultiplyAdds(784, network.layers)).toBe(52_544)
  })

  test('figures 4 to 8 have 13 distinct settings, and 3 more with the sum', () => {
    const identity = (setting: Setting) => canonicalJson(setting.config)
    const all = (['fig4', 'fig5', 'fig6', 'fig7', 'fig8'] as const).flatMap((id) => settings(preset(id)))
    const sum = all.filter((setting) => setting.config.loss.reduction === 'sum')
    expect(new Set(sum.map(identity)).size).toBe(3)
    expect(new Set(all.map(identity)).size).toBe(13 + 3)
  })
})

describe('sweeps', () => {
  test('a grid varies the first field slowest', () => {
    const config = experimentSchema.parse({
      ...preset('fig3'),
      sweep: [
        { field: 'optimizer.learningRate', values: [0.1, 0.2], labels: ['slow', 'fast'] },
        { field: 'network.layers.0.units', values: [4, 16] },
      ],
    })
    expect(settings(config).map((setting) => setting.label)).toEqual([
      'slow, network.layers.0.units = 4',
      'slow, network.layers.0.units = 16',
      'fast, network.layers.0.units = 4',
      'fast, network.layers.0.units = 16',
    ])
    expect(countTrials(config)).toBe(400)
    expect(settings(config)[3]!.config.optimizer.learningRate).toBe(0.2)
  })

  test('an unknown field is named with what could stand there', () => {
    const expanded = expandSettings(withSweep('optimizer.rate', [1]))
    expect(expanded).toMatchObject({ ok: false, problems: [{ field: 'sweep.0.field', message: expect.stringMatching(/optimizer\.rate.*learningRate/) }] })
  })

  test('a value outside its limits names the setting', () => {
    const expanded = expandSettings(withSweep('epochs', [10, 0]))
    expect(expanded).toMatchObject({ ok: false, problems: [{ field: 'epochs', message: expect.stringMatching(/^epochs = 0: .*from 1/) }] })
  })

  test('labels must match the values, and the trials their limit', () => {
    expect(expandSettings(withSweep('epochs', [1, 2], ['one']))).toMatchObject({ ok: false, problems: [{ field: 'sweep.0.labels' }] })
    const many = withSweep(
      'epochs',
      Array.from({ length: 101 }, (_, i) => i + 1),
    )
    expect(expandSettings(many)).toMatchObject({ ok: false, problems: [{ field: 'sweep', message: expect.stringMatching(/10100 trials; at most 10000/) }] })
  })

  test('seeds N are 1 to N', () => {
    expect(listSeeds({ count: 3 })).toEqual([1, 2, 3])
    expect(listSeeds({ list: [7, 2] })).toEqual([7, 2])
  })
})

describe('paths', () => {
  test('set one field of a copy', () => {
    const before = { a: [{ b: 1 }, { b: 2 }] }
    expect(setField(before, 'a.1.b', 5)).toEqual({ ok: true, value: { a: [{ b: 1 }, { b: 5 }] } })
    expect(before.a[1]!.b).toBe(2)
  })

  test.each(['a.2.b', 'a.x', 'a.length', '__proto__.x', 'constructor', 'a.0.b.c', ''])('refuse %j', (path) => {
    expect(setField({ a: [{ b: 1 }] }, path, 0).ok).toBe(false)
  })
})

describe('canonical JSON', () => {
  test('orders keys and has no white space', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: 1e-8, A: true })).toBe('{"A":true,"a":1e-8,"b":[1,{"c":"x","d":null}]}')
  })

  test('does not depend on the order of writing', () => {
    const config = preset('fig4')
    const reversed = Object.fromEntries(Object.entries(config).reverse())
    expect(canonicalJson(reversed)).toBe(canonicalJson(config))
  })

  test.each([NaN, Infinity, undefined, 1n, () => 0])('refuses %s', (value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError)
  })
})
