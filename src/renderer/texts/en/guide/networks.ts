/** What a network is, before anything learns. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const networks: Chapter = {
  id: 'networks',
  title: 'What a network is',
  summary: 'A function with many numbers in it, and a way to make those numbers better.',
  sections: [
    {
      id: 'neuron',
      title: 'One neuron',
      blocks: [
        {
          kind: 'text',
          text: 'A neuron takes some numbers $x_1, x_2, \\dots$, weighs each of them, adds them up with an offset, and bends the sum. The weights $w$ and the offset $b$, called bias, are what it learns; the bend $f$ is its activation.',
        },
        { kind: 'formula', tex: 'y = f(w_1 x_1 + w_2 x_2 + \\dots + b)' },
        {
          kind: 'text',
          text: 'With one input the whole neuron is a curve. The weight says how steep it is and which way it goes, the bias moves it to the side.',
        },
        { kind: 'example', example: 'neuron' },
      ],
    },
    {
      id: 'layers',
      title: 'Layers',
      blocks: [
        {
          kind: 'text',
          text: 'A layer is a row of neurons that all look at the same inputs. A network is layers in a row: each one looks at what the one before answered. “784–64–32–10” means 784 inputs, the pixels of an image of 28 × 28, then layers of 64, 32 and 10 neurons. The layers between input and output are called hidden, because nobody says what they should answer.',
        },
        {
          kind: 'text',
          text: 'Why several? One layer can only separate classes by a straight line. XOR, where the classes lie at opposite corners, has no such line. A hidden layer bends the plane first, so that a straight line is enough afterwards. Without a bend between them two layers would be one: a sum of sums is a sum.',
        },
      ],
    },
    {
      id: 'learning',
      title: 'Learning in four steps',
      blocks: [
        {
          kind: 'list',
          items: [
            'Forward: let the network answer for some samples.',
            'Loss: say in one number how wrong the answers are.',
            'Backward: ask for each weight how the loss would change if the weight grew a little. That is its gradient.',
            'Step: move each weight a little against its gradient.',
          ],
        },
        {
          kind: 'text',
          text: 'Do that some thousand times. Nothing else happens when a network learns; the chapters that follow take the four steps one by one. A pass over all samples is an epoch.',
        },
      ],
    },
  ],
}
