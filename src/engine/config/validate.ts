/** The one validator of experiments, for forms, commands, files and messages alike. */
import type * as z from 'zod'
import { experimentSchema, type ExperimentConfig } from './experiment'

/** Letters of a field's name in messages; no field of ours has more. */
const longestKey = 60

/** One thing that is wrong with an input. */
export interface Problem {
  /** Dotted path of the field. */
  field: string
  /** What is wrong and what it takes. */
  message: string
}

/** What was read, or why it could not be. */
export type Validated<T> = { ok: true; value: T } | { ok: false; problems: Problem[] }

/** The experiment with every field filled in, or all problems that it has: wrong input is an expected outcome, so nothing is thrown. */
export function validateExperiment(input: unknown): Validated<ExperimentConfig> {
  const parsed = experimentSchema.safeParse(input)
  return parsed.success ? { ok: true, value: parsed.data } : { ok: false, problems: listProblems(parsed.error) }
}

export function listProblems(error: z.core.$ZodError): Problem[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(shorten).map((key) => ({ field: [...issue.path, key].join('.'), message: `There is no field "${key}" here` }))
    return [{ field: issue.path.join('.'), message: issue.message }]
  })
}

/** A name from outside: a file must not write what a person reads. */
function shorten(key: string): string {
  return key.length > longestKey ? `${key.slice(0, longestKey - 3)}...` : key
}

export function firstProblem(error: z.core.$ZodError): Problem {
  return listProblems(error)[0] ?? { field: '', message: 'The configuration is not valid' }
}
