/** Which runs have a network that reads digits. */
import type { RunRow } from '../../../api/records'

/** Whether the run learnt digits and has a stored model. A network of the same shape that learnt clothes does not read. */
export function readsDigits(row: RunRow): boolean {
  return row.config.data.source === 'mnist' && row.last !== null
}
