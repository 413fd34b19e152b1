/** PyTorch's default for linear layers. */
import * as z from 'zod'
import { defineInitialiser } from './initialiser'

/** W and b uniform in ±1/sqrt(fanIn): He's uniform rule with a = sqrt 5, and the same bound for the biases. */
export const torchLinearDefault = defineInitialiser({
  title: 'PyTorch default',
  formula: String.raw`W, b \sim U\!\left(-\tfrac{1}{\sqrt{n_\mathrm{in}}}, \tfrac{1}{\sqrt{n_\mathrm{in}}}\right)`,
  source: 'torch.nn.Linear',
  schema: z.strictObject({ name: z.literal('torch_linear_default') }),
  draw: (_config, { fanIn }) => {
    const bound = 1 / Math.sqrt(fanIn)
    return { weight: { kind: 'uniform', bound }, bias: bound }
  },
})
