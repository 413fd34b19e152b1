/** Where weights begin. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const initialisers: Chapter = {
  id: 'initialisers',
  title: 'Initialisers',
  summary: 'Random weights of just the right size, so that signals neither fade nor blow up.',
  sections: [
    {
      id: 'random',
      title: 'Why random',
      blocks: [
        {
          kind: 'text',
          text: 'If all neurons of a layer began alike they would get the same gradient and stay alike for ever. Random weights break the tie; the seed decides which.',
        },
      ],
    },
    {
      id: 'size',
      title: 'Why this size',
      blocks: [
        {
          kind: 'text',
          text: 'A sum of $n$ inputs with weights of variance $\\sigma^2$ has $n \\sigma^2$ times their variance. To leave signals as they are from layer to layer, $\\sigma^2$ has to be $1/n$, times what makes up for the activation: 2 for ReLU, which lets half of them through. That is He’s rule; Xavier’s takes the mean of inputs and outputs, so that gradients keep their size as well.',
        },
        { kind: 'formula', tex: '\\sigma = \\frac{g}{\\sqrt{n_\\text{in}}}, \\qquad g_\\text{ReLU} = \\sqrt{2}, \\quad g_{\\tanh} = \\tfrac{5}{3}' },
        { kind: 'example', example: 'initialiser' },
      ],
    },
    { id: 'all', title: 'All initialisers of the lab', blocks: [{ kind: 'parts', parts: 'initialisers' }] },
  ],
}
