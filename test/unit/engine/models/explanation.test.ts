import { describe, expect, it } from 'vitest'
import { networkSchema } from '../../../../src/engine/config/network'
import { createExplainer } from '../../../../src/engine/models/explanation'
import { createPredictor } from '../../../../src/engine/models/predictor'
import type { NamedTensor } from '../../../../src/engine/models/tensors'
import { createStream } from '../../../../src/engine/random/stream'

const small = networkSchema.parse({ layers: [{ units: 2, activation: 'relu' }, { units: 3 }] })
/** ReLU([x0 - x1, x1 - x0]) through a matrix of 3 x 2. */
const exact: NamedTensor[] = [
  { name: 'layers.0.weight', shape: [2, 2], data: Float64Array.of(1, -1, -1, 1) },
  { name: 'layers.0.bias', shape: [2], data: Float64Array.of(0, 0) },
  { name: 'layers.1.weight', shape: [3, 2], data: Float64Array.of(1, 0, 0, 1, -1, 0) },
  { name: 'layers.1.bias', shape: [3], data: Float64Array.of(0, Math.log(3), 0) },
]

describe('createExplainer', () => {
  it('shows what each layer passes on', () => {
    const { answer, layers } = createExplainer(small, 2, exact).explain([5, 1])
    // Sums 4 and -4, after ReLU 4 and 0; logits 4, log 3 and -4.
    expect(layers.map((layer) => [...layer])).toEqual([
      [4, 0],
      [4, Math.log(3), -4],
    ])
    expect(answer).toBe(0)
  })

  it('gives the slope of the logit of the answer by each feature', () => {
    const { gradient } = createExplainer(small, 2, exact).explain([5, 1])
    // By the logits: 1 for the answer, -3 / (3 + exp -4) and -exp -4 / (3 + exp -4) for the others.
    const others = 3 + Math.exp(-4)
    // Only the first unit is on. It has weights 1, 0 and -1 in the logits, and itself +1 and -1 by the features.
    const byUnit = 1 + Math.exp(-4) / others
    expect(gradient[0]).toBeCloseTo(byUnit, 12)
    expect(gradient[1]).toBeCloseTo(-byUnit, 12)
  })

  it('keeps its slope where the network is certain to the last bit', () => {
    const { gradient } = createExplainer(small, 2, exact).explain([900, 0])
    expect(gradient[0]).toBeCloseTo(1, 12)
  })

  it('refuses what does not fit, by name', () => {
    expect(() => createExplainer(small, 2, exact.slice(1))).toThrow('layers.0.weight of shape (2, 2) is missing')
    expect(() => createExplainer(small, 2, exact).explain([1, 2, 3])).toThrow('the network takes 2 features, got 3')
    const single = networkSchema.parse({ layers: [{ units: 1 }] })
    expect(() => createExplainer(single, 2, [])).toThrow('two outputs or more, the network has 1')
  })
})

describe('the gradient by the features', () => {
  const network = networkSchema.parse({
    layers: [{ units: 7, activation: 'tanh', batchNorm: {} }, { units: 5, activation: 'silu', dropout: 0.4 }, { units: 4 }],
  })
  const inputs = 6
  const stream = createStream(5, 'data')
  const draw = (length: number, from: number, to: number) => Float64Array.from({ length }, () => from + (to - from) * stream.uniform())
  const tensor = (name: string, shape: number[], from = -1, to = 1): NamedTensor => ({ name, shape, data: draw(shape.reduce((n, size) => n * size, 1), from, to) }) // prettier-ignore
  const parameters = [
    tensor('layers.0.weight', [7, inputs]),
    tensor('layers.0.bias', [7]),
    tensor('layers.0.norm.weight', [7]),
    tensor('layers.0.norm.bias', [7]),
    tensor('layers.0.norm.running_mean', [7]),
    tensor('layers.0.norm.running_var', [7], 0.5, 2),
    tensor('layers.1.weight', [5, 7]),
    tensor('layers.1.bias', [5]),
    tensor('layers.2.weight', [4, 5]),
    tensor('layers.2.bias', [4]),
  ]
  const scaling = { shift: draw(inputs, -1, 1), factor: draw(inputs, 0.5, 3) }

  it.each([
    ['unscaled', null],
    ['scaled', scaling],
  ])('is that of central differences of the predictor, through batch normalisation, dropout and activations: %s', (_, scale) => {
    const predictor = createPredictor(network, inputs, parameters, 'classification', { scaling: scale })
    const explainer = createExplainer(network, inputs, parameters, { scaling: scale })
    const step = 1e-5
    for (let n = 0; n < 20; n++) {
      const x = draw(inputs, -2, 2)
      const { answer, gradient } = explainer.explain(x)
      expect(answer).toBe(predictor.predict(x).reduce((best, p, k, all) => (p > all[best]! ? k : best), 0))
      const logit = (i: number, change: number) => {
        const p = predictor.predict(x.map((value, j) => (j === i ? value + change : value)))[answer]!
        return Math.log(p / (1 - p))
      }
      // Truncation and rounding stay near 1e-9 at this step; a wrong derivation is off by far more.
      gradient.forEach((slope, i) => expect(Math.abs(slope - (logit(i, step) - logit(i, -step)) / (2 * step))).toBeLessThan(1e-6))
    }
  })
})
