/** The bends between layers. */
import type { Chapter } from '../../../rooms/guide/chapter'

export const activations: Chapter = {
  id: 'activations',
  title: 'Activations',
  summary: 'The bend that makes several layers more than one, and the slope that decides how much of a gradient gets through.',
  sections: [
    {
      id: 'slope',
      title: 'A function and its slope',
      blocks: [
        {
          kind: 'text',
          text: "An activation is applied to each output of a layer by itself. In the backward pass the gradient is multiplied by its slope $f'(x)$ at the place where the neuron stood. Where the slope is near 0 almost nothing gets through: the neuron is saturated (Sigmoid, TanH) or off (ReLU), and learns slowly or not at all.",
        },
        { kind: 'example', example: 'activation' },
      ],
    },
    {
      id: 'choice',
      title: 'Which one',
      blocks: [
        {
          kind: 'list',
          items: [
            'ReLU is cheap and its slope is 1 wherever it is on: the usual choice for hidden layers. A neuron that is off for every sample stays off; Leaky ReLU and ELU let a little through.',
            'TanH lies between −1 and 1 and is centred on 0: good for small networks and smooth boundaries, such as XOR.',
            'Sigmoid has a slope of at most 1/4. Through several layers gradients shrink by that factor each time.',
            'GELU and SiLU are smooth relatives of ReLU that modern networks use.',
            'The output layer takes the identity: the loss applies Softmax or Sigmoid itself, which is more exact.',
          ],
        },
      ],
    },
    { id: 'all', title: 'All activations of the lab', blocks: [{ kind: 'parts', parts: 'activations' }] },
  ],
}
