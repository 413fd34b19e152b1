/** Errors in layers, activations and losses. */
import { golden, unit, type Mutation } from './mutation'

const gradientOf = (test: string) => unit('verify/gradient-check', test)

export const derivativeErrors: readonly Mutation[] = [
  {
    error: 'the gradient of the weights has the wrong sign',
    file: 'src/engine/kernels/reference/linear.ts',
    find: 'gradWeight[row + columns[k]!]! += gradient * values[k]!',
    plant: 'gradWeight[row + columns[k]!]! -= gradient * values[k]!',
    caughtBy: gradientOf('checkModule > finds the gradients of Linear right'),
  },
  {
    error: 'the input gradient multiplies by the transposed weights',
    file: 'src/engine/kernels/reference/linear.ts',
    find: 'values[i]! += gradient * weight[row + i]!',
    plant: 'values[i]! += gradient * weight[i * outputs + o]!',
    caughtBy: gradientOf('checkModule > finds the gradients of Linear right'),
  },
  {
    error: 'the gradient of the bias is that of the last row, not the sum over rows',
    file: 'src/engine/kernels/reference/linear.ts',
    find: 'if (gradBias !== null) gradBias[o]! += gradient',
    plant: 'if (gradBias !== null) gradBias[o] = gradient',
    caughtBy: golden('linear/n5_in3_out2'),
  },
  {
    error: 'the bias is added to a single row',
    file: 'src/engine/kernels/reference/linear.ts',
    find: 'bias === null ? sum : sum + bias[o]!',
    plant: 'bias === null || r > 0 ? sum : sum + bias[o]!',
    caughtBy: golden('linear/n5_in3_out2'),
  },
  {
    error: 'the slope of the ReLU at its kink is 1',
    file: 'src/engine/layers/activations/relu.ts',
    find: 'derivative: (x) => (x > 0 ? 1 : 0)',
    plant: 'derivative: (x) => (x >= 0 ? 1 : 0)',
    caughtBy: golden('activation/relu/grid'),
  },
  {
    error: 'the slope of the leaky ReLU at its kink is 1',
    file: 'src/engine/layers/activations/leaky-relu.ts',
    find: '(x > 0 ? 1 : negativeSlope)',
    plant: '(x >= 0 ? 1 : negativeSlope)',
    caughtBy: golden('activation/leaky_relu/grid'),
  },
  {
    error: 'the derivative of ELU forgets alpha',
    file: 'src/engine/layers/activations/elu.ts',
    find: '(x > 0 ? 1 : alpha * exp(x))',
    plant: '(x > 0 ? 1 : exp(x))',
    caughtBy: unit('verify/gradient-product', 'ELU > under Mean squared error'),
  },
  {
    error: 'the derivative of the hyperbolic tangent forgets the square',
    file: 'src/engine/layers/activations/tanh.ts',
    find: '1 - y * y',
    plant: '1 - y',
    caughtBy: gradientOf('checkModule > finds the gradients of TanH right'),
  },
  {
    error: 'the derivative of GELU leaves out the slope of the normal distribution',
    file: 'src/engine/layers/activations/gelu-erf.ts',
    find: ' + x * DENSITY_AT_ZERO * exp(-0.5 * x * x)',
    plant: '',
    caughtBy: golden('activation/gelu_erf/random'),
  },
  {
    error: 'the derivative of the approximate GELU forgets the 3 of the cube',
    file: 'src/engine/layers/activations/gelu-tanh.ts',
    find: '(1 + 3 * CUBIC * x * x)',
    plant: '(1 + CUBIC * x * x)',
    caughtBy: golden('activation/gelu_tanh/random'),
  },
  {
    error: 'the softmax exponentiates logits as they are',
    file: 'src/engine/kernels/reference/softmax.ts',
    find: '  for (let c = 1; c < columns; c++) if (x[start + c]! > max) max = x[start + c]!\n  return max',
    plant: '  return 0 * max * columns',
    caughtBy: unit('kernels/reference', 'reference kernels in float64 > keeps the softmax finite for logits whose exponential overflows'),
  },
  {
    error: 'the gradient of the softmax takes the diagonal of its Jacobian alone',
    file: 'src/engine/kernels/reference/softmax.ts',
    find: 'y[start + c]! * (gradOutput[start + c]! - dot)',
    plant: 'y[start + c]! * (1 - y[start + c]!) * gradOutput[start + c]!',
    caughtBy: gradientOf('checkModule > finds the gradients of Softmax right'),
  },
  {
    error: 'the mean of the cross-entropy lacks its 1/n',
    file: 'src/engine/losses/cross-entropy.ts',
    find: 'return sum / batch',
    plant: 'return sum',
    caughtBy: golden('loss/ce/int_5x3/mean'),
  },
  {
    error: 'label smoothing is spread over the other K - 1 classes',
    file: 'src/engine/kernels/reference/softmax.ts',
    find: `      const target = classWeights[c]! * ((1 - smoothing) * targets[start + c]! + smoothing / columns)
      mass += target`,
    plant: `      const target = classWeights[c]! * ((1 - smoothing) * targets[start + c]! + ((1 - targets[start + c]!) * smoothing) / (columns - 1))
      mass += target`,
    caughtBy: golden('loss/ce/int_5x3/smooth0.1/mean'),
  },
  {
    error: 'the mean of weighted labels divides by the samples',
    file: 'src/engine/losses/class-weights.ts',
    find: 'if (weights === null) return count',
    plant: 'if (weights === null || weights.length > 0) return count',
    caughtBy: unit('losses/losses', 'cross-entropy > divides the mean of weighted labels by their weights'),
  },
  {
    error: 'the squared error loses its factor 2',
    file: 'src/engine/kernels/reference/losses.ts',
    find: 'gradPrediction[i] = 2 * scale * difference',
    plant: 'gradPrediction[i] = scale * difference',
    caughtBy: gradientOf('checkLoss > finds the gradient of mse with mean_all right'),
  },
  {
    error: 'the mean over samples and outputs divides by samples alone',
    file: 'src/engine/losses/elementwise.ts',
    find: "this.reduction === 'mean_all' ? 1 / this.outputs : 1",
    plant: '1',
    caughtBy: golden('loss/mse/4x3/mean_all'),
  },
  {
    error: 'the slope of the absolute error at its kink is 1',
    file: 'src/engine/kernels/reference/losses.ts',
    find: 'gradPrediction[i] = scale * Math.sign(difference)',
    plant: 'gradPrediction[i] = difference >= 0 ? scale : -scale',
    caughtBy: unit('losses/losses', 'mean absolute error > with mean_all follows the sign, which is 0 where the prediction is exact'),
  },
  {
    error: 'the Huber loss is divided by delta, as the smooth L1 loss is',
    file: 'src/engine/kernels/reference/losses.ts',
    find: 'total += delta * (size - 0.5 * delta)',
    plant: 'total += size - 0.5 * delta',
    caughtBy: golden('loss/huber/4x3/delta0.5/mean_all'),
  },
  {
    error: 'the binary cross-entropy exponentiates logits of both signs',
    file: 'src/engine/kernels/reference/losses.ts',
    find: '(x > 0 ? (1 - t) * x : -t * x) + log1p(exp(-Math.abs(x)))',
    plant: '-t * x + log1p(exp(x))',
    caughtBy: golden('loss/bce_logits/extreme/sum'),
  },
]
