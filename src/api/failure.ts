/** The one shape of an error that crosses a process: nothing is thrown across. */

export type FailureCode =
  /** The input does not fit; `field` names where. */
  | 'invalid'
  /** What was asked for does not exist. */
  | 'not-found'
  /** Not possible in the present state, such as pausing a finished run. */
  | 'conflict'
  /** Somebody else holds what is needed, such as the database. */
  | 'busy'
  /** A file is missing, unreadable or damaged. */
  | 'data'
  /** The caller may not do this. */
  | 'forbidden'
  /** The connection to the lab is gone. */
  | 'closed'
  /** A mistake in the program. */
  | 'internal'

export interface Failure {
  code: FailureCode
  /** What, where, limit and what to do next, in words. */
  message: string
  /** Dotted path of the field at fault. */
  field?: string
}

export type Result<T> = { ok: true; value: T } | ({ ok: false } & Failure)

/** A failure on its way inside one process; at the boundary it becomes its value. */
export class LabError extends Error {
  override readonly name = 'LabError'
  constructor(
    readonly code: FailureCode,
    message: string,
    readonly field?: string,
  ) {
    super(message)
  }

  toFailure(): Failure {
    return this.field === undefined ? { code: this.code, message: this.message } : { code: this.code, message: this.message, field: this.field }
  }
}
