/** Every formula can be set, and every symbol of a step's formula is that of one of its matrices. */
import katex from 'katex'
import { describe, expect, it } from 'vitest'
import { trialSchema } from '../../../../../../src/engine/config/experiment'
import {
  activations,
  clippings,
  initialisers,
  losses,
  optimizers,
  schedules,
  sources,
  type StepKind,
  type StepMatrix,
} from '../../../../../../src/engine/index'
import { formulaOptions } from '../../../../../../src/renderer/components/formulaOptions'
import { formulaOf, symbolTex } from '../../../../../../src/renderer/rooms/inspect/steps/formulas'
import { axesOf } from '../../../../../../src/renderer/rooms/inspect/steps/places'

const set = (tex: string) => katex.renderToString(tex, { ...formulaOptions, displayMode: true })

describe('the formulas of the engine’s parts', () => {
  const parts = [...activations, ...losses, ...optimizers, ...schedules, ...clippings, ...initialisers, ...sources]
  it.each(parts.map(({ title, formula }) => [title, formula]))('%s', (_, formula) => {
    expect(set(formula)).toContain('<math')
  })
  it('a mistake is found', () => {
    expect(() => set(String.raw`\frac{1}`)).toThrow('Unexpected end of input')
    expect(() => set(String.raw`\href{http://example.org}{x}`)).not.toThrow()
    expect(set(String.raw`\href{http://example.org}{x}`)).not.toContain('<a ')
  })
})

const matrix = (symbol: string): StepMatrix => ({ symbol, rows: 1, columns: 1, values: Float64Array.of(1) })
const step = (kind: StepKind, given: string[], made: string[]) => ({ kind, layer: 0, given: given.map(matrix), made: made.map(matrix) })
const configOf = (loss: { name: string; reduction: string; classWeights?: number[] }) =>
  trialSchema.parse({
    ...(loss.name === 'mse'
      ? { data: { source: 'line' }, network: { layers: [{ units: 1, activation: 'tanh' }] } }
      : { data: { source: 'xor' }, network: { layers: [{ units: 2 }] } }),
    loss,
    optimizer: { name: 'adam', learningRate: 0.1 },
    epochs: 1,
  })
const config = configOf({ name: 'mse', reduction: 'mean_all' })

const steps = [
  step('linear', ['X', 'W', 'b'], ['Y']),
  step('linear', ['X', 'W'], ['Y']),
  step('norm', ['X', 'γ', 'β'], ['Y']),
  step('activation', ['X'], ['Y']),
  step('loss', ['Z', 'T'], ['L', 'dZ']),
  step('loss', ['Z', 't'], ['L', 'dZ']),
  step('activationGradient', ['dY', 'X'], ['dX']),
  step('normGradient', ['dY', 'X', 'γ'], ['dγ', 'dβ', 'dX']),
  step('linearGradient', ['dY', 'X', 'W'], ['dW', 'db', 'dX']),
  step('update', ['γ', 'dγ'], ['γ′']),
]

describe('formulaOf', () => {
  it.each(steps.map((one) => [`${one.kind} of ${one.given.map(({ symbol }) => symbol).join(', ')}`, one] as const))('%s', (_, one) => {
    const { main, part } = formulaOf(one, config)
    const pointable = [...set(main).matchAll(/data-symbol="([^"]+)"/g)].map(([, symbol]) => symbol)
    const symbols = [...one.given, ...one.made].map(({ symbol }) => symbol)
    expect(new Set(pointable)).toEqual(new Set(symbols))
    for (const symbol of symbols) expect(axesOf(one.kind, symbol)).toHaveLength(2)
    if (part !== null) set(part)
  })

  it('leaves out what the first layer is not asked for', () => {
    expect(formulaOf(step('linearGradient', ['dY', 'X'], ['dW']), config).main).not.toContain('dX')
  })

  it('shows the objective as the reduction makes it', () => {
    const of = (loss: Parameters<typeof configOf>[0]) => formulaOf(step('loss', ['Z', 'T'], ['L', 'dZ']), configOf(loss)).main
    expect(of({ name: 'mse', reduction: 'mean_all' })).toContain(String.raw`\frac{1}{nm} \sum_{i,j}`)
    expect(of({ name: 'mse', reduction: 'sum' })).not.toContain(String.raw`\frac{1}{n`)
    expect(of({ name: 'cross_entropy', reduction: 'mean' })).toContain(String.raw`\frac{1}{n} \sum_i \ell(`)
    expect(of({ name: 'cross_entropy', reduction: 'mean', classWeights: [1, 3] })).toContain(String.raw`\frac{1}{\sum_i w_{t_i}} \sum_i \ell_w(`)
  })

  it('writes symbols as the field does', () => {
    expect(['W', 'dW', 'b′', 'dγ'].map(symbolTex)).toEqual(['W', String.raw`\mathrm{d}W`, "b'", String.raw`\mathrm{d}\gamma`])
  })
})
