/** Where the samples come from, as the experiment names it: generators (drawn anew for each trial from its seed) and data sets. */
import type { DataConfig } from '../data/sources/registry'
import type { DrawingsConfig } from './drawings'

export { dataSchema, dataShape, filesOf, isDrawn, storedSetOf, type DataConfig, type DataSource } from '../data/sources/registry'
export type { DataShape } from '../data/sources/source'

/** The drawings that the data take in besides, undefined where there are none. */
export function drawingsOf(data: DataConfig): DrawingsConfig {
  return data.source === 'mnist' ? data.drawings : undefined
}

/** The same data without them. */
export function withoutDrawings(data: DataConfig): DataConfig {
  if (data.source !== 'mnist') return data
  const { drawings: _drawings, ...rest } = data
  return rest
}
