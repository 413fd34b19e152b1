/** How to read the curves. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const charts: Chapter = {
  id: 'charts',
  title: 'Reading the charts',
  summary: 'What the line, the band and the small print say.',
  sections: [
    {
      id: 'curves',
      title: 'Loss and accuracy',
      blocks: [
        {
          kind: 'text',
          text: 'Epoch 0 is the network before any training. The training loss is the mean of the batch losses of an epoch, each before its step; the validation loss is measured after the epoch. That is why the validation curve can lie below the training curve at first. Accuracy is the share of right answers: easy to grasp and coarse. The loss also sees how sure the answers were.',
        },
        {
          kind: 'list',
          items: [
            'Both fall and flatten: learned; more epochs bring little.',
            'Training falls, validation rises: overfitting.',
            'Nothing moves: the rate is too small, or units are saturated or dead.',
            'Jumps up and down: the rate is too large, or batches too small.',
            'The curve ends in a gap: the loss was no finite number any more, the run diverged.',
          ],
        },
      ],
    },
    {
      id: 'bands',
      title: 'The line and the band',
      blocks: [
        {
          kind: 'text',
          text: 'Trials with different seeds are drawn as one curve. Its line is the interquartile mean (IQM): the mean of the middle half of the trials. The band goes from the first to the third quartile, Q1 to Q3: half of the trials lie within. A single failed trial moves a mean far, and the IQM hardly. Move one value and see:',
        },
        { kind: 'example', example: 'middle' },
        {
          kind: 'text',
          text: 'Compare offers mean, median, standard deviation, minimum to maximum and bootstrap intervals too, and shows the single trials on demand. A band of quartiles says how trials spread; an interval says how well their middle is known. They are not the same: with more seeds the interval shrinks, the band does not.',
        },
      ],
    },
  ],
}
