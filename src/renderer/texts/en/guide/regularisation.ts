/** Against learning by heart. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const regularisation: Chapter = {
  id: 'regularisation',
  title: 'Regularisation',
  summary: 'What keeps a network from learning its samples by heart, and its steps from running away.',
  sections: [
    {
      id: 'overfitting',
      title: 'Overfitting',
      blocks: [
        {
          kind: 'text',
          text: 'A network with more weights than it needs can learn the noise of its samples too. Training loss goes on falling, validation loss turns and rises: look for the gap between the two curves. More data is the best remedy; what follows are the others.',
        },
      ],
    },
    {
      id: 'penalties',
      title: 'Weight decay, L2 and L1',
      blocks: [
        {
          kind: 'text',
          text: 'A penalty on large weights makes the network prefer simple answers. L2 adds $\\tfrac{\\lambda}{2} w^2$ for each weight, whose gradient pulls it towards 0 in proportion; L1 adds $\\lambda |w|$, which pulls with a constant force and drives many weights to 0. Usual values: $10^{-5}$ to $10^{-2}$. “Decay biases” says whether the optimizer’s weight decay acts on biases too.',
        },
      ],
    },
    {
      id: 'dropout',
      title: 'Dropout',
      blocks: [
        {
          kind: 'text',
          text: 'In each training step every output of the layer is set to 0 with probability $q$, and the others are divided by $1 - q$ so that their sum stays the same on average. No neuron can rely on another one being there. In evaluation nothing is dropped. Usual values: 0.1 to 0.5. N. Srivastava et al., JMLR 15, 2014.',
        },
      ],
    },
    {
      id: 'early-stopping',
      title: 'Early stopping',
      blocks: [
        {
          kind: 'text',
          text: 'Stop when the validation score has not improved for some evaluations, its patience, and take the weights of the best epoch. It needs validation data, and should be judged on other data than those.',
        },
      ],
    },
    {
      id: 'augmentation',
      title: 'Augmentation',
      blocks: [
        {
          kind: 'text',
          text: 'Distort the training images anew in each epoch, by as much as leaves a digit what it is: shift, rotation, scale, shear, thickness, elastic. The network sees endless variants of the same samples. Setup shows what your ranges do.',
        },
      ],
    },
    {
      id: 'clipping',
      title: 'Clipping',
      blocks: [
        {
          kind: 'text',
          text: 'Clipping limits the gradient before the step: by its length, which keeps its direction, or number by number. It protects against single batches with enormous gradients, and is the first remedy for a run that diverges.',
        },
        { kind: 'parts', parts: 'clippings' },
      ],
    },
  ],
}
