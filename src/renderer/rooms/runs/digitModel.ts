/** Which runs have a network that reads digits. */
import type { RunRow } from '../../../api/records'
import { dataShape } from '../../../engine/config/data'

/** Whether the run's network classifies 28 x 28 pixels as ten digits and has a stored model. */
export function readsDigits(row: RunRow): boolean {
  const shape = dataShape(row.config.data)
  return shape.task === 'classification' && shape.inputs === 784 && row.config.network.layers.at(-1)?.units === 10 && row.last !== null
}
