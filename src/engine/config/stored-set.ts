/** A data set of one's own, as a configuration names it: which one, and what is known of it before it is read. */
import * as z from 'zod'
import { whole } from './fields'
import { limits } from './limits'
import { words } from './planned'

const setError = 'Choose a data set that was imported: Setup lists them, and "lab data list" and "lab data show" print what stands here'
const digestError = 'Digest takes the SHA-256 of an imported data set, 64 hexadecimal digits: "lab data show" prints it'

/**
 * Named by the digest of what is stored, so that an experiment means the same samples wherever and whenever it runs. The shape stands beside
 * it, because networks are checked against it before anything is read; whoever reads the data set checks that it is true. Read-only: these
 * are facts, which a form does not change one by one.
 */
export const storedSetSchema = z
  .strictObject(
    {
      digest: z.string({ error: digestError }).regex(/^[0-9a-f]{64}$/, { error: digestError }),
      task: words('Task', ['classification', 'regression']),
      samples: whole({ min: 1, max: limits.samples }, { label: 'Samples', unit: 'samples', help: 'How many samples the data set has.' }),
      inputs: whole({ min: 1, max: limits.storedColumns }, { label: 'Inputs', help: 'Features of a sample.' }),
      outputs: whole({ min: 1, max: limits.storedColumns }, { label: 'Outputs', help: 'Classes, or targets of a sample.' }),
    },
    { error: setError },
  )
  .superRefine(({ task, samples, inputs, outputs }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (task === 'classification' && (outputs < 2 || outputs > limits.classes))
      refuse('outputs', `A data set with classes has 2 to ${limits.classes} of them, not ${outputs}`)
    const numbers = samples * inputs
    if (numbers > limits.storedNumbers)
      refuse('samples', `${samples} samples of ${inputs} inputs are ${numbers} numbers; at most ${limits.storedNumbers} are allowed`)
  })
  .readonly()
  .meta({ label: 'Data set', help: 'Which imported data set the samples are.' })

/** What a configuration says of a stored data set. */
export type StoredSetConfig = z.output<typeof storedSetSchema>
