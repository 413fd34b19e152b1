/** Rules of optimizers from a table in memory, a row of float64 for each and for how long it holds, for steps that follow one another in one call. */
import { ADAGRAD, ADAM, LION, MOMENTUM, NADAM, RMSPROP, RULE_NUMBERS, SGD } from './full-batch-codes'
import { setAdagrad, setAdam, setLion, setMomentum, setNadam, setRmsprop, setSgd } from './optimizers'

@inline
function constant(row: usize, index: i32): f64 {
  return load<f64>(row + (<usize>(index + 2) << 3))
}

/** From a row to the next. */
export const ruleBytes: usize = RULE_NUMBERS * 8

/** Sets the rule of a row; the epoch of the call before which it ends. */
export function setRuleFrom(row: usize): i32 {
  switch (<i32>load<f64>(row)) {
    case SGD:
      setSgd(constant(row, 0), constant(row, 1))
      break
    case MOMENTUM:
      setMomentum(constant(row, 0), constant(row, 1), constant(row, 2), constant(row, 3), <i32>constant(row, 4))
      break
    case ADAGRAD:
      setAdagrad(constant(row, 0), constant(row, 1), constant(row, 2))
      break
    case RMSPROP:
      setRmsprop(constant(row, 0), constant(row, 1), constant(row, 2), constant(row, 3), constant(row, 4), <i32>constant(row, 5))
      break
    case ADAM:
      setAdam(
        constant(row, 0), constant(row, 1), constant(row, 2), constant(row, 3), constant(row, 4), constant(row, 5), constant(row, 6),
        <i32>constant(row, 7),
      )
      break
    case NADAM:
      setNadam(constant(row, 0), constant(row, 1), constant(row, 2), constant(row, 3), constant(row, 4), constant(row, 5), constant(row, 6))
      break
    case LION:
      setLion(constant(row, 0), constant(row, 1), constant(row, 2), constant(row, 3))
      break
  }
  return <i32>load<f64>(row, 8)
}
