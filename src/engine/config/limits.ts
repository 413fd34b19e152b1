/** The largest values an experiment may ask for: everything is refused here, before a byte is allocated. */
export const limits = {
  nameLength: 120,
  units: 8192,
  layers: 16,
  parameters: 20_000_000,
  samples: 1_000_000,
  /** Of a batch that is worked through at once: its samples times inputs and units. */
  batchNumbers: 10_000_000,
  /** Of all generated features and targets together. */
  numbers: 50_000_000,
  /** Features of all samples of an imported data set together: 800 MB. */
  storedNumbers: 200_000_000,
  /** Columns of an imported data set, as features and as targets. */
  storedColumns: 10_000,
  /** Classes of a data set: labels are stored as bytes. */
  classes: 256,
  epochs: 100_000,
  batchSize: 1_000_000,
  learningRate: 1e9,
  seed: 4_294_967_295,
  trials: 10_000,
  sweepFields: 4,
  /** Kept drawings, in all and of a set that is trained with. */
  drawings: 10_000,
  /** How many times a drawing appears in an epoch. */
  drawingWeight: 1000,
} as const
