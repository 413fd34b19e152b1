/** From the words of the golden vectors to the engine's configuration of the parts that are built. */
import * as z from 'zod'
import { type ActivationConfig, activationSchema, type InitialiserConfig, initialiserSchema, type NetworkConfig } from '../../src/engine/config/network'
import { lossSchema, type LossConfig } from '../../src/engine/config/loss'
import type { OptimizerConfig, ScheduleConfig } from '../../src/engine/config/optimizer'

/** A part, or the words for what is missing. */
export type Part<T> = { built: T } | { missing: string }

export const lossParams = z.object({ name: z.string(), reduction: z.string(), label_smoothing: z.number().default(0), delta: z.number().default(1) })
export const optimizerParams = z.object({
  name: z.string(),
  lr: z.number().nullish(),
  lr_per_step: z.array(z.number()).optional(),
  weight_decay: z.number().optional(),
  momentum: z.number().default(0),
  nesterov: z.boolean().default(false),
  dampening: z.number().default(0),
  betas: z.tuple([z.number(), z.number()]).default([0.9, 0.999]),
  eps: z.number().optional(),
  amsgrad: z.boolean().default(false),
  alpha: z.number().default(0.99),
  centered: z.boolean().default(false),
  lr_decay: z.number().default(0),
  initial_accumulator_value: z.number().default(0),
  momentum_decay: z.number().default(0.004),
})

/** An activation's word and its parameters, each under PyTorch's name. */
export const activationParams = z.object({
  name: z.string(),
  negative_slope: z.number().optional(),
  alpha: z.number().optional(),
  beta: z.number().optional(),
})

export function activationOf({ name, negative_slope: negativeSlope, alpha, beta }: z.output<typeof activationParams>): Part<ActivationConfig> {
  const given = Object.entries({ name, negativeSlope, alpha, beta }).filter(([, value]) => value !== undefined)
  const parsed = activationSchema.safeParse(Object.fromEntries(given))
  return parsed.success ? { built: parsed.data } : { missing: name }
}

/** The words of an initialiser, such as `he_normal_leaky_0.01`; PyTorch's gain is an argument, here as what the layer is followed by. */
export const initialiserParams = z.object({ name: z.string(), gain: z.number().optional(), value: z.number().optional() })

export function initialiserOf(params: z.output<typeof initialiserParams>): Part<{ initialiser: InitialiserConfig; activation: ActivationConfig }> {
  const [, word = params.name, slope] = /^(he_\w+?)_leaky_([\d.]+)$/.exec(params.name) ?? []
  const gain = word.startsWith('he_') ? 'auto' : params.gain
  const given = Object.entries({ name: word, gain, value: params.value }).filter(([, value]) => value !== undefined)
  const parsed = initialiserSchema.safeParse(Object.fromEntries(given))
  if (!parsed.success) return { missing: params.name }
  const activation: ActivationConfig = slope === undefined ? { name: 'relu' } : { name: 'leaky_relu', negativeSlope: Number(slope) }
  return { built: { initialiser: parsed.data, activation } }
}

export function lossOf({ name, reduction, label_smoothing: labelSmoothing, delta }: z.output<typeof lossParams>): Part<LossConfig> {
  const known = name === 'cross_entropy_logits' ? 'cross_entropy' : name
  const parsed = lossSchema.safeParse({ name: known, reduction, ...(known === 'cross_entropy' && { labelSmoothing }), ...(known === 'huber' && { delta }) })
  return parsed.success ? { built: parsed.data } : { missing: `${name} ${reduction}` }
}

/** The rate of the configuration is that of the first step; the runner hands each step its own. What is left out is PyTorch's default. */
export function optimizerOf(params: z.output<typeof optimizerParams>): Part<OptimizerConfig> {
  const { name, weight_decay: weightDecay = 0, momentum, nesterov, dampening, betas, eps: epsilon = 1e-8, amsgrad } = params
  const learningRate = rateOfStep(params, 0)
  const [beta1, beta2] = betas
  switch (name) {
    case 'sgd':
      if (momentum === 0) return { built: { name, learningRate, weightDecay } }
      return { built: { name: 'momentum', learningRate, weightDecay, momentum, dampening, nesterov } }
    case 'adam':
      return { built: { name, learningRate, weightDecay, beta1, beta2, epsilon, amsgrad } }
    case 'adamw':
      return { built: { name, learningRate, weightDecay: params.weight_decay ?? 0.01, beta1, beta2, epsilon, amsgrad } }
    case 'nadam':
      return { built: { name, learningRate, weightDecay, beta1, beta2, epsilon, momentumDecay: params.momentum_decay } }
    case 'rmsprop':
      return { built: { name, learningRate, weightDecay, alpha: params.alpha, epsilon, momentum, centred: params.centered } }
    case 'adagrad': {
      const { lr_decay: lrDecay, initial_accumulator_value: initialAccumulator } = params
      return { built: { name, learningRate, weightDecay, lrDecay, initialAccumulator, epsilon: params.eps ?? 1e-10 } }
    }
    default:
      return { missing: name }
  }
}

/** @param step from 0 */
export function rateOfStep({ lr, lr_per_step }: z.output<typeof optimizerParams>, step: number): number {
  const rate = lr_per_step === undefined ? lr : lr_per_step[step]
  if (rate === undefined || rate === null) throw new Error(`there is no learning rate for step ${step}`)
  return rate
}

export const scheduleParams = z.object({
  name: z.string(),
  step_size: z.number().default(1),
  gamma: z.number().default(1),
  T_max: z.number().default(1),
  warmup: z.number().default(0),
  variant: z.enum(['ramp_(e+1)/W', 'ramp_start_factor']).default('ramp_(e+1)/W'),
  start_factor: z.number().default(1),
  eta_min: z.number().default(0),
})

export function scheduleOf(params: z.output<typeof scheduleParams>): Part<ScheduleConfig> {
  const { name, step_size: every, gamma, T_max: period, warmup: warmupEpochs, variant, start_factor: startFactor, eta_min: minimumRate } = params
  switch (name) {
    case 'constant':
      return { built: { name } }
    case 'step':
      return { built: { name, every, gamma } }
    case 'exponential':
      return { built: { name, gamma } }
    case 'cosine':
      return { built: { name, period, minimumRate } }
    case 'warmup_cosine':
      return { built: { name, warmupEpochs, ramp: variant === 'ramp_start_factor' ? 'from_start_factor' : 'from_first_step', startFactor, minimumRate } }
    default:
      return { missing: name }
  }
}

/** A network of the given widths; its initialiser does not matter, because the vectors bring their weights. */
export function networkOf(sizes: readonly number[], activations: readonly string[], biases: readonly boolean[]): Part<NetworkConfig> {
  const layers: NetworkConfig['layers'] = []
  for (const [i, units] of sizes.slice(1).entries()) {
    const activation = activationOf({ name: activations[i] ?? 'identity' })
    if ('missing' in activation) return activation
    layers.push({ units, activation: activation.built, initialiser: { name: 'torch_linear_default' }, bias: biases[i] ?? true, batchNorm: null, dropout: 0 })
  }
  return { built: { layers } }
}

export function built<T>(part: Part<T>): T {
  if ('missing' in part) throw new Error(`${part.missing} is not built yet`)
  return part.built
}

/** "KIND name" for a missing part, null for one that is built. */
export function wordsFor(kind: string, part: Part<unknown>): string | null {
  return 'missing' in part ? `${kind} ${part.missing}` : null
}
