/** The building block of the engine, and the layer that does most of the work. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const modules: Chapter = {
  id: 'modules',
  title: 'Modules and Linear',
  summary: 'Every part of a network knows two things: its function, and how to pass a gradient back.',
  sections: [
    {
      id: 'module',
      title: 'Module',
      blocks: [
        {
          kind: 'text',
          text: 'A module is a function $y = f(x)$ with parameters. In the forward pass it turns $x$ into $y$. In the backward pass it is told $\\partial L / \\partial y$, how the loss changes with each of its outputs, and has to answer two questions: how does the loss change with its parameters, and how with its inputs? The second answer is what the module before it is told in turn.',
        },
        { kind: 'formula', tex: '\\frac{\\partial L}{\\partial x} = \\frac{\\partial L}{\\partial y} \\, \\frac{\\partial y}{\\partial x}' },
        {
          kind: 'text',
          text: 'That is the chain rule, and all of backpropagation. A network is modules in a row; its backward pass asks them from the last to the first.',
        },
      ],
    },
    {
      id: 'linear',
      title: 'Linear: the weighted sums',
      blocks: [
        {
          kind: 'text',
          text: 'The weights of a layer make a matrix $W$ with a row for each neuron and a column for each input, its biases a vector $b$. For a batch of samples, one in each row of $X$:',
        },
        { kind: 'formula', tex: 'Y = X W^\\top + b' },
        {
          kind: 'text',
          text: 'One output is $y_o = b_o + \\sum_i W_{oi} x_i$. The weight $W_{oi}$ appears in $y_o$ alone, multiplied by $x_i$; so its gradient is the gradient of $y_o$ times $x_i$, added up over the samples of the batch. With matrices:',
        },
        {
          kind: 'formula',
          tex: '\\frac{\\partial L}{\\partial W} = \\left(\\frac{\\partial L}{\\partial Y}\\right)^{\\!\\top} X, \\quad \\frac{\\partial L}{\\partial b} = \\sum_{\\text{rows}} \\frac{\\partial L}{\\partial Y}, \\quad \\frac{\\partial L}{\\partial X} = \\frac{\\partial L}{\\partial Y} \\, W',
        },
        {
          kind: 'text',
          text: 'A layer of $n$ neurons on $m$ inputs has $n m$ weights and $n$ biases: 784–64 alone has $784 \\cdot 64 + 64 = 50{,}240$ parameters. In Inspect, “Step through” shows these products with the numbers of a network of yours.',
        },
      ],
    },
    {
      id: 'batch-norm',
      title: 'Batch normalisation',
      blocks: [
        {
          kind: 'text',
          text: 'Batch normalisation shifts and scales each output of a layer so that over the batch it has mean 0 and variance 1, then gives it a learned scale $\\gamma$ and shift $\\beta$ back. Layers behind it see numbers of a steady size, which allows larger learning rates.',
        },
        {
          kind: 'formula',
          tex: '\\hat{x} = \\frac{x - \\mu_\\text{batch}}{\\sqrt{\\sigma^2_\\text{batch} + \\varepsilon}}, \\qquad y = \\gamma \\hat{x} + \\beta',
        },
        {
          kind: 'text',
          text: 'After training there is no batch to speak of: running averages of mean and variance, kept while training, take their place. S. Ioffe and C. Szegedy, ICML 2015.',
        },
      ],
    },
  ],
}
