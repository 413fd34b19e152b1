/** An error that is easily made in an engine like this one, and the test that must notice it. */
export interface Mutation {
  /** The error, in words. */
  error: string
  file: string
  /** Text that occurs exactly once in the file. */
  find: string
  /** What stands in its place. */
  plant: string
  /** The test that fails then, and passes otherwise. */
  caughtBy: { file: string; test: string }
}

/** A case of the golden vectors, by its id. */
export function golden(id: string): Mutation['caughtBy'] {
  return { file: 'test/golden/golden.test.ts', test: `golden vectors > ${id}` }
}

/** A test of the engine, by its full name. */
export function unit(file: string, test: string): Mutation['caughtBy'] {
  return { file: `test/unit/engine/${file}.test.ts`, test }
}
