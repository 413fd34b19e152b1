/** The experiment with the kept drawings among its training images. */
import { createClient } from '../api/client'
import type { ExperimentConfig } from '../engine/config/experiment'
import { validateExperiment } from '../engine/config/validate'
import type { Lab } from '../main/lab/lab'
import { UsageError } from './exit-codes'

/** Closes the lab where there are none, or the experiment cannot take them in. @param weight how many times each appears in an epoch */
export async function withKeptDrawings(lab: Lab, config: ExperimentConfig, weight: number): Promise<ExperimentConfig> {
  try {
    if (config.data.source !== 'mnist') throw new UsageError(`--drawings joins drawings to mnist: this experiment trains on ${config.data.source}`)
    const client = createClient({ kind: 'terminal', invoke: (op, input) => lab.invoke(op, input), subscribe: (listener) => lab.subscribe(listener) })
    const { digest, count } = await client.call('drawings.set', {})
    const validated = validateExperiment({ ...config, data: { ...config.data, drawings: { digest, count, weight } } })
    if (validated.ok) return validated.value
    throw new UsageError(validated.problems.map(({ field, message }) => `${field}: ${message}`).join('; '))
  } catch (error) {
    await lab.close()
    throw error
  }
}
