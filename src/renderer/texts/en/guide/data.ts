/** Samples, batches and epochs. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const data: Chapter = {
  id: 'data',
  title: 'Data and batches',
  summary: 'What is learned from, what is kept back, and how many samples make a step.',
  sections: [
    {
      id: 'batches',
      title: 'Batch, step, epoch',
      blocks: [
        {
          kind: 'text',
          text: 'A batch is the samples whose gradient makes one step; an epoch is a pass over all samples. 60,000 images in batches of 128 make 469 steps an epoch. Small batches give many noisy steps, large ones few exact ones; “full” takes all samples at once. Powers of two from 32 to 512 are usual. When you double the batch you may often raise the rate as well.',
        },
        {
          kind: 'text',
          text: 'Shuffling draws a new order in every epoch, so that batches differ. Accumulation adds up the gradients of several batches before a step: the same as one larger batch, in less memory.',
        },
      ],
    },
    {
      id: 'validation',
      title: 'Validation',
      blocks: [
        {
          kind: 'text',
          text: 'A network is judged on samples it has not learned from. “Held out” keeps a share of the training data back, drawn by the seed; “the test set” takes the images that MNIST keeps for it. What you choose by (the best epoch, the best setting) flatters itself a little on those same samples: keep something back for the final word.',
        },
      ],
    },
    {
      id: 'scaling',
      title: 'Scaling',
      blocks: [
        {
          kind: 'text',
          text: 'Initialisers and learning rates assume inputs of about size 1. Pixels come as 0 to 1. “Standard” gives each feature mean 0 and variance 1, measured on the training samples alone; the model keeps the scaling with it.',
        },
      ],
    },
    { id: 'all', title: 'All sources of data', blocks: [{ kind: 'parts', parts: 'sources' }] },
  ],
}
