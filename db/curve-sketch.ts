/** A recorded column in few points, for the first picture of many runs: no peak is lost, and a hundredth of the bytes have to travel. */
import type { CurveColumn, CurveSketch, RunCurves } from '../src/api/curves'
import { decimate } from '../src/engine/statistics/decimate'

/** @param points at most, at least 5; epochs without a value have none */
export function sketchColumn({ run, first, epochs, columns }: RunCurves, column: CurveColumn, points: number): CurveSketch {
  const recorded = columns[column] ?? new Float64Array(0)
  const places = recorded.some((value) => Number.isNaN(value)) ? placesOfValues(recorded) : null
  const values = places === null ? recorded : Float64Array.from(places, (place) => recorded[place]!)
  const kept = decimate([values], { from: 0, to: values.length }, points)
  const epochAt = (place: number) => epochs?.[place] ?? first + place
  return {
    run,
    column,
    epochs: Float64Array.from(kept, (i) => epochAt(places?.[i] ?? i)),
    values: Float64Array.from(kept, (i) => values[i]!),
  }
}

function placesOfValues(values: Float64Array): number[] {
  const places: number[] = []
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) places.push(i)
  return places
}
