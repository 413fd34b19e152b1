/** The same again, to the last bit. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const reproducibility: Chapter = {
  id: 'reproducibility',
  title: 'Reproducibility',
  summary: 'Configuration and seed decide everything, to the last bit.',
  sections: [
    {
      id: 'bits',
      title: 'The same bits',
      blocks: [
        {
          kind: 'text',
          text: 'Sums are taken in a fixed order, exp, log and tanh are the lab’s own, and each use of chance has a stream of its own that follows from the seed. So the same configuration and seed give the same weights, on any number of threads, after a pause and after a crash. Every epoch is recorded with a digest of all weights.',
        },
        {
          kind: 'list',
          items: [
            '“Verify” in Runs trains a run again and compares the digests, epoch by epoch.',
            '“Fork” goes on from a kept epoch with something changed, and leaves the original as it is.',
            'An exported figure carries configuration, seeds and data digest: drop it on the window and it is set up again.',
          ],
        },
      ],
    },
    {
      id: 'kernels',
      title: 'Two sets of kernels',
      blocks: [
        {
          kind: 'text',
          text: 'The reference kernels are plain TypeScript to read beside a textbook. The fast ones compute the same in WebAssembly, with sums in another order: the two agree to about seven digits a step, and long trainings magnify the last of them. A run says which it used; compare runs of the same kernels.',
        },
      ],
    },
  ],
}
