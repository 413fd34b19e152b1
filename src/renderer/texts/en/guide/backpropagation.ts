/** The chain rule, with numbers. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const backpropagation: Chapter = {
  id: 'backpropagation',
  title: 'Backpropagation',
  summary: 'The gradient of every weight in one backward pass, by the chain rule.',
  sections: [
    {
      id: 'chain',
      title: 'A chain of three links',
      blocks: [
        {
          kind: 'text',
          text: 'Take one neuron with one input and follow a sample: the sum $z = w x + b$, its bend $a = \\tanh z$, the loss $\\ell = (a - y)^2$. How does the loss change when $w$ grows a little? Ask each link how it changes with the one before, and multiply:',
        },
        {
          kind: 'formula',
          tex: '\\frac{\\partial \\ell}{\\partial w} = \\underbrace{2 (a - y)}_{\\partial \\ell / \\partial a} \\cdot \\underbrace{(1 - a^2)}_{\\partial a / \\partial z} \\cdot \\underbrace{x}_{\\partial z / \\partial w}',
        },
        { kind: 'example', example: 'backward' },
        {
          kind: 'text',
          text: 'In a network a value feeds many others; its gradient is the sum of what comes back along every path. Working from the end to the start each factor is used once: a backward pass costs about twice a forward pass, however many weights there are.',
        },
      ],
    },
    {
      id: 'check',
      title: 'How to be sure',
      blocks: [
        {
          kind: 'text',
          text: 'A derivative can be checked without any theory: move one weight a little both ways and see how much the loss changes.',
        },
        { kind: 'formula', tex: '\\frac{\\partial L}{\\partial w} \\approx \\frac{L(w + h) - L(w - h)}{2h}' },
        {
          kind: 'text',
          text: 'That takes two forward passes for each weight, too many to learn with and just right to check with. “Gradient check” in Inspect does it for a network of yours and shows the difference for every weight.',
        },
      ],
    },
    {
      id: 'vanishing',
      title: 'Why gradients vanish or explode',
      blocks: [
        {
          kind: 'text',
          text: 'Through many layers a gradient is a product of many factors. If they are mostly below 1 it dies away and the first layers learn nothing; if they are mostly above 1 it blows up and the loss becomes infinite: the run has diverged. Remedies are activations with a slope of 1, initial weights of the right size, normalisation, and clipping.',
        },
      ],
    },
  ],
}
