/** The formula of each step as LaTeX, in the symbols of its matrices. */
import type { TrialConfig } from '../../../../engine/config/experiment'
import { findPart } from '../../../../engine/config/part'
import { activations, losses, optimizers, type UpdateStep } from '../../../../engine/index'
import { pointable } from '../../../components/formulaOptions'
import { baseOf } from './places'

export interface StepFormula {
  /** What the step does with its matrices. */
  main: string
  /** The formula of the part that does it: activation, loss or optimizer. */
  part: string | null
}

/** A symbol as LaTeX: dW is the slope of the loss by W. */
export function symbolTex(symbol: string): string {
  const base = baseOf(symbol)
  const letter = base === 'γ' ? String.raw`\gamma` : base === 'β' ? String.raw`\beta` : base
  return `${symbol.startsWith('d') ? String.raw`\mathrm{d}` : ''}${letter}${symbol.endsWith('′') ? "'" : ''}`
}

const s = (symbol: string) => pointable(symbol, symbolTex(symbol))
const tex = String.raw

export function formulaOf({ kind, layer, given, made }: Pick<UpdateStep, 'kind' | 'layer' | 'given' | 'made'>, config: TrialConfig): StepFormula {
  switch (kind) {
    case 'linear':
      return { main: tex`${s('Y')} = ${s('X')}\,${s('W')}^{\mathsf T}${has(given, 'b') ? tex` + ${s('b')}` : ''}`, part: null }
    case 'norm':
      return { main: tex`${s('Y')} = ${s('γ')} \odot \frac{${s('X')} - \mu}{\sqrt{\sigma^2 + \varepsilon}} + ${s('β')}`, part: null }
    case 'activation':
      return { main: tex`${s('Y')} = f(${s('X')})`, part: activationFormula(config, layer) }
    case 'loss':
      return { main: lossFormula(config, given), part: findPart(losses, 'name', config.loss.name).formula }
    case 'activationGradient':
      return { main: tex`${s('dX')} = ${s('dY')} \odot f'(${s('X')})`, part: activationFormula(config, layer) }
    case 'normGradient':
      return {
        main: tex`${s('dX')} = ${s('dY')} \odot \frac{${s('γ')}}{\sqrt{\sigma^2 + \varepsilon}},\qquad ${s('dγ')} = \sum_i ${s('dY')}_i \odot \frac{${s('X')}_i - \mu}{\sqrt{\sigma^2 + \varepsilon}},\qquad ${s('dβ')} = \sum_i ${s('dY')}_i`,
        part: null,
      }
    case 'linearGradient':
      return {
        main: [
          tex`${s('dW')} = ${s('dY')}^{\mathsf T} ${s('X')}`,
          ...(has(made, 'db') ? [tex`${s('db')} = \sum_i ${s('dY')}_i`] : []),
          ...(has(made, 'dX') ? [tex`${s('dX')} = ${s('dY')}\,${s('W')}`] : []),
        ].join(tex`,\qquad `),
        part: null,
      }
    case 'update': {
      const [parameter, gradient] = given.map(({ symbol }) => symbol)
      return {
        main: tex`p:\ ${s(parameter ?? '')} \to ${s(`${parameter}′`)},\qquad g = ${s(gradient ?? '')}`,
        part: findPart(optimizers, 'name', config.optimizer.name).formula,
      }
    }
  }
}

function has(matrices: UpdateStep['given'], symbol: string): boolean {
  return matrices.some((one) => one.symbol === symbol)
}

function activationFormula({ network }: TrialConfig, layer: number): string {
  return findPart(activations, 'name', network.layers[layer]?.activation.name ?? 'identity').formula
}

/** The objective as its reduction makes it of the losses of single samples, or of single outputs. */
function lossFormula({ loss }: TrialConfig, given: UpdateStep['given']): string {
  const truth = has(given, 't') ? 't' : 'T'
  const output = tex`\ell(${s('Z')}_{ij}, ${s(truth)}_{ij})`
  const slope = tex`,\qquad ${s('dZ')} = \frac{\partial L}{\partial Z}`
  if (loss.name === 'cross_entropy') {
    const [error, count] = loss.classWeights === null ? [tex`\ell`, 'n'] : [tex`\ell_w`, tex`\sum_i w_{t_i}`]
    const mean = loss.reduction === 'mean' ? tex`\frac{1}{${count}} ` : ''
    return tex`${s('L')} = ${mean}\sum_i ${error}(${s('Z')}_i, ${s(truth)}_i)${slope}`
  }
  switch (loss.reduction) {
    case 'mean_all':
      return tex`${s('L')} = \frac{1}{nm} \sum_{i,j} ${output}${slope}`
    case 'sum':
      return tex`${s('L')} = \sum_{i,j} ${output}${slope}`
    case 'sum_outputs_mean_samples':
      return tex`${s('L')} = \frac{1}{n} \sum_{i,j} ${output}${slope}`
  }
}
