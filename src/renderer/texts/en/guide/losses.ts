/** How wrong, in one number. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const losses: Chapter = {
  id: 'losses',
  title: 'Losses',
  summary: 'One number that says how wrong the answers are, chosen so that its gradient says what to change.',
  sections: [
    {
      id: 'regression',
      title: 'Numbers: the squared error',
      blocks: [
        {
          kind: 'text',
          text: 'Where the network is to answer with a number, the squared error $(\\hat{y} - y)^2$ is the natural choice: it is what remains of maximum likelihood when errors are normal. Its slope $2(\\hat{y} - y)$ grows with the error, so outliers pull hard. The absolute error pulls with the same force everywhere; Huber’s loss is squared near 0 and absolute beyond $\\delta$.',
        },
      ],
    },
    {
      id: 'classes',
      title: 'Classes: softmax and cross-entropy',
      blocks: [
        {
          kind: 'text',
          text: 'For classes the network has an output each, called logits: any numbers $z_c$. Softmax makes probabilities of them, which are positive and sum to 1. Only differences count: add the same number to all logits and nothing changes.',
        },
        { kind: 'formula', tex: 'p_c = \\frac{e^{z_c}}{\\sum_k e^{z_k}}, \\qquad \\ell = -\\ln p_\\text{true}' },
        {
          kind: 'text',
          text: 'The cross-entropy is 0 when the true class has probability 1 and grows without bound as that goes to 0. Together they have the simplest of gradients: probability minus truth. Each logit is pushed down by its probability, and that of the true class up by what is missing to 1.',
        },
        { kind: 'formula', tex: '\\frac{\\partial \\ell}{\\partial z} = p - y' },
        { kind: 'example', example: 'softmax' },
        {
          kind: 'text',
          text: 'Guessing among $C$ classes gives a loss of $\\ln C$: 0.693 for two, 2.303 for ten. A curve that begins there is healthy.',
        },
      ],
    },
    {
      id: 'reduction',
      title: 'Mean or sum',
      blocks: [
        {
          kind: 'text',
          text: 'The reduction says what the gradient of a batch is of: the mean over its samples, or their sum. The sum is the mean times the batch size, so with plain SGD it acts like a learning rate that is larger by that factor; Adam hardly notices, because it divides by the size of the gradient. The recorded curve is always the mean over samples, so that runs compare.',
        },
      ],
    },
    { id: 'all', title: 'All losses of the lab', blocks: [{ kind: 'parts', parts: 'losses' }] },
  ],
}
