/** What there is to say of a layer's numbers, and how they are laid out as cells. */

export interface LayerFacts {
  units: number
  /** Units that pass on something else than 0. */
  active: number
  least: number
  largest: number
  /** Cells in a row of the picture. */
  columns: number
}

/** About so many times as wide as high. */
const aspect = 4

export function layerFacts(values: Float64Array): LayerFacts {
  const units = values.length
  return {
    units,
    active: values.reduce((count, value) => count + (value === 0 ? 0 : 1), 0),
    least: values.reduce((least, value) => Math.min(least, value), Infinity),
    largest: values.reduce((largest, value) => Math.max(largest, value), -Infinity),
    columns: columnsFor(units),
  }
}

/** A power of two, so that rows are full where layers have the usual sizes; few units stand in one row. */
function columnsFor(units: number): number {
  if (units <= 16) return units
  return 2 ** Math.ceil(Math.log2(Math.sqrt(units * aspect)))
}
