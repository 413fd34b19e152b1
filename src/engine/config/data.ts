/** Where the samples come from, as the experiment names it: generators (drawn anew for each trial from its seed) and data sets. */

export { dataSchema, dataShape, filesOf, type DataConfig, type DataSource } from '../data/sources/registry'
export type { DataShape } from '../data/sources/source'
