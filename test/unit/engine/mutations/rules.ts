/** Errors in optimizers, schedules, clipping and penalties. */
import { golden, unit, type Mutation } from './mutation'

const optimizer = (test: string) => unit('optimizers/optimizers', test)
const schedule = (test: string) => unit('schedules/schedules', test)

export const ruleErrors: readonly Mutation[] = [
  {
    error: 'momentum keeps the rate inside the buffer',
    file: 'src/engine/optimizers/momentum.ts',
    find: `    const sum = momentum * buffer[i]! + fresh * g
    const kept = Math.abs(sum) < smallest ? 0 : sum
    buffer[i] = kept
    data[i]! -= rate * (nesterov ? g + momentum * kept : kept)`,
    plant: `    const sum = momentum * buffer[i]! + rate * fresh * g
    const kept = Math.abs(sum) < smallest ? 0 : sum
    buffer[i] = kept
    data[i]! -= nesterov ? rate * g + momentum * kept : kept`,
    caughtBy: optimizer('momentum > keeps the rate outside the buffer'),
  },
  {
    error: 'momentum dampens the first gradient too',
    file: 'src/engine/optimizers/momentum.ts',
    find: 't === 1 ? 1 : 1 - dampening',
    plant: 't === 0 ? 1 : 1 - dampening',
    caughtBy: golden('optimizer/sgd_momentum_dampening'),
  },
  {
    error: "Nesterov's momentum forgets to look ahead",
    file: 'src/engine/optimizers/momentum.ts',
    find: '(nesterov ? g + momentum * kept : kept)',
    plant: 'kept',
    caughtBy: golden('optimizer/sgd_nesterov'),
  },
  {
    error: 'Adam adds epsilon inside the root',
    file: 'src/engine/optimizers/adam.ts',
    find: 'Math.sqrt(scale) / correction + epsilon',
    plant: 'Math.sqrt(scale + epsilon) / correction',
    caughtBy: optimizer('Adam > adds epsilon after the root and after the bias correction'),
  },
  {
    error: 'Adam adds epsilon before the bias correction',
    file: 'src/engine/optimizers/adam.ts',
    find: 'Math.sqrt(scale) / correction + epsilon',
    plant: '(Math.sqrt(scale) + epsilon) / correction',
    caughtBy: golden('optimizer/adam_default'),
  },
  {
    error: 'Adam leaves out the bias correction of the mean',
    file: 'src/engine/optimizers/adam.ts',
    find: 'learningRate / (1 - power(beta1, t))',
    plant: 'learningRate',
    caughtBy: optimizer('Adam > averages gradients and their squares with bias correction'),
  },
  {
    error: 'the bias correction counts its steps from 0',
    file: 'src/engine/optimizers/adam.ts',
    find: 'const correction = Math.sqrt(1 - power(beta2, t))',
    plant: 'const correction = Math.sqrt(1 - power(beta2, t + 1))',
    caughtBy: golden('optimizer/adam_custom'),
  },
  {
    error: 'AMSGrad takes its maximum after the bias correction',
    file: 'src/engine/optimizers/adam.ts',
    find: 'Math.max(maximum[i]!, v)',
    plant: 'Math.max(maximum[i]!, v / (correction * correction)) * (correction * correction)',
    caughtBy: golden('optimizer/adam_amsgrad_fast'),
  },
  {
    error: 'Adam decouples its weight decay',
    file: 'src/engine/optimizers/adam.ts',
    find: 'weightDecay: config.weightDecay, shrink: 1',
    plant: 'weightDecay: 0, shrink: 1 - step.learningRate * config.weightDecay',
    caughtBy: golden('optimizer/adam_weight_decay_coupled'),
  },
  {
    error: 'the decay of AdamW is not scaled by the rate',
    file: 'src/engine/optimizers/adamw.ts',
    find: '1 - step.learningRate * config.weightDecay',
    plant: '1 - config.weightDecay',
    caughtBy: optimizer('AdamW > shrinks by the rate of the step where a schedule changes it'),
  },
  {
    error: 'RMSprop adds epsilon inside the root',
    file: 'src/engine/optimizers/rmsprop.ts',
    find: 'g / (Math.sqrt(variance) + epsilon)',
    plant: 'g / Math.sqrt(variance + epsilon)',
    caughtBy: optimizer('RMSprop > adds epsilon after the root'),
  },
  {
    error: 'centred RMSprop takes the mean itself away, not its square',
    file: 'src/engine/optimizers/rmsprop.ts',
    find: 'v - a * a',
    plant: 'v - a',
    caughtBy: golden('optimizer/rmsprop_centered'),
  },
  {
    error: 'Adagrad lets its rate fall from the first step on',
    file: 'src/engine/optimizers/adagrad.ts',
    find: 'learningRate / (1 + (t - 1) * lrDecay),',
    plant: 'learningRate / (1 + t * lrDecay),',
    caughtBy: golden('optimizer/adagrad_custom'),
  },
  {
    error: 'Nadam takes the momentum of this step for the next',
    file: 'src/engine/optimizers/nadam.ts',
    find: 'momentumOf(config, t + 1)',
    plant: 'momentumOf(config, t)',
    caughtBy: optimizer('Nadam > lets the momentum grow from half of beta1 to all of it'),
  },
  {
    error: 'Lion takes the sign of the gradient alone',
    file: 'src/engine/optimizers/lion.ts',
    find: 'Math.sign(beta1 * mean[i]! + (1 - beta1) * g)',
    plant: 'Math.sign(g)',
    caughtBy: optimizer('Lion > steps by the rate against the sign of the mixed average'),
  },
  {
    error: 'clipping by norm scales every gradient to the limit, short ones too',
    file: 'src/engine/regularisation/clip-norm.ts',
    find: 'norm > maxNorm ? maxNorm / norm : 1',
    plant: 'maxNorm / norm',
    caughtBy: golden('clip/norm/below'),
  },
  {
    error: 'clipping by norm adds an epsilon to the norm',
    file: 'src/engine/regularisation/clip-norm.ts',
    find: 'norm > maxNorm ? maxNorm / norm : 1',
    plant: 'Math.min(1, maxNorm / (norm + 1e-6))',
    caughtBy: golden('clip/norm/tiny'),
  },
  {
    error: 'clipping by value forgets negative numbers',
    file: 'src/engine/regularisation/clip-value.ts',
    find: 'else if (g < -largest && g > -Infinity) gradient[i] = -largest',
    plant: '',
    caughtBy: golden('clip/value/above_0.5'),
  },
  {
    error: 'the L2 penalty has the gradient of one without the factor 1/2',
    file: 'src/engine/regularisation/penalty.ts',
    find: 'l1 * Math.sign(data[i]!) + l2 * data[i]!',
    plant: 'l1 * Math.sign(data[i]!) + 2 * l2 * data[i]!',
    caughtBy: unit('regularisation/penalty', 'penalties > have the derivative that central differences find'),
  },
  {
    error: 'penalties act on biases',
    file: 'src/engine/regularisation/penalty.ts',
    find: 'if (!isWeight(parameter)) continue',
    plant: '',
    caughtBy: golden('penalty/in_loss'),
  },
  {
    error: 'the cosine falls twice as far',
    file: 'src/engine/schedules/cosine.ts',
    find: '(1 + cos(Math.PI * share))) / 2',
    plant: '(1 + cos(Math.PI * share)))',
    caughtBy: golden('schedule/cosine_T30_min0.001'),
  },
  {
    error: 'the warm-up begins at rate 0',
    file: 'src/engine/schedules/warmup-cosine.ts',
    find: '(e + 1) / warmup',
    plant: 'e / warmup',
    caughtBy: schedule('warm-up, then cosine > rises from one step of the ramp and reaches the rate in the last epoch of the warm-up'),
  },
  {
    error: 'the plateau lowers the rate one epoch early',
    file: 'src/engine/schedules/reduce-on-plateau.ts',
    find: 'state[BAD_EPOCHS]! <= config.patience',
    plant: 'state[BAD_EPOCHS]! < config.patience',
    caughtBy: schedule('reduce on plateau > lowers the rate after more bad epochs in a row than its patience'),
  },
]
