/** From gradients to steps. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const optimizers: Chapter = {
  id: 'optimizers',
  title: 'Optimizers',
  summary: 'How a gradient becomes a step: how far, in which direction, and what is remembered.',
  sections: [
    {
      id: 'descent',
      title: 'Gradient descent',
      blocks: [
        {
          kind: 'text',
          text: 'The gradient points where the loss grows fastest, so a step goes the other way. The learning rate $\\eta$ says how far. Too small, and it takes forever; too large, and it jumps over the valley and climbs out on the other side. On a parabola of curvature $c$ plain descent converges for $\\eta < 2/c$ and is fastest at $1/c$. Try it:',
        },
        { kind: 'formula', tex: 'p \\leftarrow p - \\eta \\, g' },
        { kind: 'example', example: 'descent' },
        {
          kind: 'text',
          text: '“Stochastic” means that the gradient is that of a few samples, a batch, instead of all. It is noisy and cheap; on average it points the right way.',
        },
      ],
    },
    {
      id: 'memory',
      title: 'Momentum and Adam',
      blocks: [
        {
          kind: 'text',
          text: 'Momentum keeps a share $\\mu$ of the last step, as a ball that rolls: steps in a constant direction grow up to $1/(1-\\mu)$ times, steps to and fro cancel. Ten times for $\\mu = 0.9$, so take a smaller rate than for plain SGD.',
        },
        {
          kind: 'text',
          text: 'Adam divides each weight’s step by the usual size of its gradient, the root of a running mean of squares. Every weight then moves by about $\\eta$ a step, whether its gradients are large or small. That is why 0.001 works nearly everywhere, and why the scale of the loss does not matter. AdamW shrinks the weights apart from the gradient, which makes weight decay mean the same for all of them.',
        },
      ],
    },
    {
      id: 'rates',
      title: 'Usual learning rates',
      blocks: [
        {
          kind: 'list',
          items: [
            'SGD, mean reduction: 0.01 to 0.5. With the sum, divide by the batch size.',
            'SGD with momentum 0.9: 0.001 to 0.1.',
            'Adam, AdamW, NAdam: 0.0003 to 0.003. RMSProp: 0.0001 to 0.001. Lion: a third to a tenth of Adam’s.',
            'If the loss jumps about or becomes infinite, divide by 3; if it falls steadily and slowly, multiply by 3. Sweep over the rate to see both ends.',
          ],
        },
      ],
    },
    { id: 'all', title: 'All optimizers of the lab', blocks: [{ kind: 'parts', parts: 'optimizers' }] },
  ],
}
