/** What must be true of a data set before anything is computed from it. */
import { DataError } from './data-error'
import type { Dataset } from './dataset'

/**
 * Looks at every number of the data before anything is trained on it.
 * @param name what the user calls the data, such as "training data"
 * @throws DataError that names the first row (from 0) with a number that is not finite, or a label that is no class
 * @throws RangeError when there is less memory than the shape needs
 */
export function checkDataset(data: Dataset, name: string): void {
  const { samples, inputs, features, targets } = data
  if (samples < 1) throw new DataError(name, 'samples', 'expected at least 1, found none')
  switch (features.kind) {
    case 'real':
      if (features.rows === undefined) checkLength(features.values, samples, inputs, `features of the ${name}`)
      else checkLength(features.rows, samples, 1, `rows of the ${name}`)
      checkFinite(
        features.values,
        features.rows === undefined ? samples : Math.floor(features.values.length / inputs),
        inputs,
        (row, column) => new DataError(name, `row ${row}, feature ${column}`, notFinite(features.values[row * inputs + column])),
      )
      break
    case 'bytes':
      if (features.rows === undefined) checkLength(features.values, samples, inputs, `features of the ${name}`)
      else checkLength(features.rows, samples, 1, `rows of the ${name}`)
      break
  }
  switch (targets.kind) {
    case 'values':
      checkLength(targets.values, samples, targets.outputs, `targets of the ${name}`)
      checkFinite(
        targets.values,
        samples,
        targets.outputs,
        (row, column) => new DataError(name, `row ${row}, target ${column}`, notFinite(targets.values[row * targets.outputs + column])),
      )
      break
    case 'classes':
      checkLength(targets.labels, samples, 1, `labels of the ${name}`)
      for (let row = 0; row < samples; row++) {
        if (targets.labels[row]! >= targets.classes)
          throw new DataError(name, `row ${row}`, `expected a label from 0 to ${targets.classes - 1}, found ${targets.labels[row]}`)
      }
      break
  }
}

function checkLength(values: { length: number }, rows: number, columns: number, what: string): void {
  if (values.length < rows * columns) throw new RangeError(`the ${what} take ${rows} x ${columns} numbers, got ${values.length}`)
}

function checkFinite(values: Float64Array | Float32Array, rows: number, columns: number, problem: (row: number, column: number) => DataError): void {
  const end = rows * columns
  for (let i = 0; i < end; i++) if (!Number.isFinite(values[i])) throw problem(Math.floor(i / columns), i % columns)
}

function notFinite(value: number | undefined): string {
  return `expected a finite number, found ${value}`
}
