/** How many rows a classifier has right. */
import { lastVector } from './rows'

/** Rows whose first largest output is at the label; NaN is never the largest. A single output is the logit of class 1 against class 0. */
export function countCorrect(outputs: usize, labels: usize, rows: i32, columns: i32): i32 {
  const bytes = lastVector(columns) + 16
  let correct = 0
  for (let r = 0; r < rows; ++r) {
    const predicted = columns == 1 ? i32(load<f32>(outputs) > 0) : firstLargest(outputs, columns)
    correct += i32(predicted == load<u8>(labels + r))
    outputs += bytes
  }
  return correct
}

@inline
function firstLargest(row: usize, columns: i32): i32 {
  let best = 0
  let leader = load<f32>(row)
  for (let c = 1; c < columns; ++c) {
    const value = load<f32>(row + (<usize>c << 2))
    if (value > leader || (leader != leader && value == value)) {
      best = c
      leader = value
    }
  }
  return best
}
