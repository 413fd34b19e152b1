/** The learning rate over time. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const schedules: Chapter = {
  id: 'schedules',
  title: 'Schedules',
  summary: 'Large steps at first, to get near; small ones at the end, to settle.',
  sections: [
    {
      id: 'why',
      title: 'Why change the rate',
      blocks: [
        {
          kind: 'text',
          text: 'With batches the gradient is noisy, and steps of a constant length keep jumping about the lowest point. A rate that falls lets the weights come to rest. A rate that rises during the first epochs, a warm-up, protects them while the running averages of Adam know nothing yet.',
        },
        { kind: 'example', example: 'schedule' },
        {
          kind: 'text',
          text: 'Epochs are counted from $e = 0$ in the formulas, and $\\eta$ is the optimizer’s learning rate. Cosine over all epochs is a good first choice. “Reduce on plateau” listens instead: it lowers the rate when the loss has stopped falling.',
        },
      ],
    },
    { id: 'all', title: 'All schedules of the lab', blocks: [{ kind: 'parts', parts: 'schedules' }] },
  ],
}
