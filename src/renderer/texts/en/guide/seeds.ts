/** How many are enough. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const seeds: Chapter = {
  id: 'seeds',
  title: 'Enough seeds?',
  summary: 'One run is an anecdote. How many make a statement?',
  sections: [
    {
      id: 'luck',
      title: 'How much is luck',
      blocks: [
        {
          kind: 'text',
          text: 'A seed decides the first weights, the order of samples, the generated data. Two runs that differ in their seed alone can differ by more than two settings do. So repeat both settings over several seeds, the same for both, and ask how surely the middle of one lies above that of the other.',
        },
        {
          kind: 'text',
          text: 'The bootstrap answers without assuming a distribution: draw as many trials as there are, with replacement, again and again, and see how the statistic varies. The middle 95 % of what comes out is the interval.',
        },
        { kind: 'example', example: 'seeds' },
        {
          kind: 'list',
          items: [
            'Quartiles need at least 4 seeds to mean anything; below 10 they are rough.',
            'The width of the interval falls with the root of the number of seeds: four times the seeds for half the width.',
            '5 seeds for a look, 10 to 20 for a figure, more where two settings lie close.',
          ],
        },
        {
          kind: 'text',
          text: 'Compare says beside its box plot whether the seeds are enough, and gives the difference to the baseline with its interval, and the chance that a trial of one setting beats a trial of the other.',
        },
      ],
    },
  ],
}
