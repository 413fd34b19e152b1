/** The only door of the lab: looks an operation up, checks its input by the contract, and answers with a value, whatever happens. */
import { ops, type OpName } from '../../api/contract'
import { LabError, type Failure, type Result } from '../../api/failure'
import { firstProblem } from '../../engine/config/validate'
import type { Operations } from './operations/operations'
import { isBounded } from './plain-data'

export type Invoke = (op: unknown, input: unknown) => Promise<Result<unknown>>

export function createDispatcher(operations: Operations): Invoke {
  return async (op, input) => {
    try {
      if (!isOperation(op)) throw new LabError('not-found', `There is no operation ${describe(op)}`)
      const parsed = parse(op, input)
      // The contract ties each implementation to its schema by name; a name known only now is beyond what the compiler can follow.
      const implementation = operations[op] as (input: unknown) => unknown
      return { ok: true, value: await implementation(parsed) }
    } catch (error) {
      return { ok: false, ...toFailure(error, op) }
    }
  }
}

/** Own properties alone: `constructor` and `__proto__` are no operations. */
function isOperation(op: unknown): op is OpName {
  return typeof op === 'string' && Object.hasOwn(ops, op)
}

function parse(op: OpName, input: unknown): unknown {
  const parsed = readInput(op, input)
  if (parsed.success) return parsed.data
  const { field, message } = firstProblem(parsed.error)
  throw new LabError('invalid', field === '' ? `The input of ${op} does not fit: ${message}` : message, field === '' ? undefined : field)
}

function readInput(op: OpName, input: unknown) {
  try {
    if (isBounded(input)) return ops[op].input.safeParse(input)
  } catch {
    // A getter or a proxy threw: only a caller within this process can send one.
  }
  throw new LabError('invalid', `The input of ${op} cannot be read: it is no plain data, or too deep, or too large`)
}

function toFailure(error: unknown, op: unknown): Failure {
  if (error instanceof LabError) return error.toFailure()
  console.error(`Operation ${describe(op)} failed:`, error)
  return { code: 'internal', message: `A mistake in the program: ${error instanceof Error ? error.message.split('\n')[0]?.slice(0, 200) : 'unknown'}` }
}

function describe(op: unknown): string {
  return typeof op === 'string' ? JSON.stringify(op.slice(0, 60)) : `of type ${typeof op}`
}
