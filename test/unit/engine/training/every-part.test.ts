/** Every part that a registry lists can be named in an experiment and trains, by its word alone. */
import { describe, expect, it } from 'vitest'
import { activations } from '../../../../src/engine/layers/activations/registry'
import { initialisers } from '../../../../src/engine/initialisers/registry'
import { losses, lossSchema, outputUnits } from '../../../../src/engine/losses/registry'
import { optimizers } from '../../../../src/engine/optimizers/registry'
import { clippings } from '../../../../src/engine/regularisation/registry'
import { schedules } from '../../../../src/engine/schedules/registry'
import { allKernels, open, runToEnd, xorTrial } from './small-trials'

/** The two classes of XOR, with something else than usual in the hidden layer or at the output. */
function layers(hidden: object, units = 2) {
  return { network: { layers: [{ units: 4, activation: 'tanh', ...hidden }, { units }] } }
}

interface Named {
  schema: { shape: { name: { values: Set<string> } } }
}
function wordsOf(parts: readonly Named[]): string[] {
  return parts.flatMap(({ schema }) => [...schema.shape.name.values])
}

/** Kind -> its words, and the experiment with one of them. */
const kinds: Record<string, { words: readonly string[]; changes: (word: string) => object }> = {
  activation: { words: wordsOf(activations), changes: (activation) => layers({ activation }) },
  initialiser: { words: wordsOf(initialisers), changes: (initialiser) => layers({ initialiser }) },
  loss: {
    words: wordsOf(losses),
    changes: (loss) => ({ loss, ...layers({}, outputUnits(lossSchema.parse(loss), { task: 'classification', outputs: 2 })) }),
  },
  optimizer: { words: wordsOf(optimizers), changes: (optimizer) => ({ optimizer }) },
  schedule: { words: wordsOf(schedules), changes: (schedule) => ({ schedule, epochs: 6 }) },
  clipping: { words: clippings.flatMap(({ schema }) => [...schema.shape.kind.values]), changes: (clipping) => ({ clipping }) },
}

describe.each(allKernels)('on the %s kernels', (kernels) => {
  describe.each(Object.entries(kinds))('%s', (_kind, { words, changes }) => {
    it.each([...words])('%s', (word) => {
      const config = xorTrial({ kernels, ...changes(word) })
      const session = open(config)
      const before = session.parameters().map(({ data }) => [...data])
      const { records, end } = runToEnd(session)
      expect(end.kind).toBe('done')
      expect(records).toHaveLength(config.epochs + 1)
      for (const { train } of records) expect(Number.isFinite(train.loss)).toBe(true)
      expect(session.parameters().map(({ data }) => [...data])).not.toEqual(before)
    })
  })
})
