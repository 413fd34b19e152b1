/** The tests can fail: each planted error makes the test fail that is named beside it, which passes without the error. */
import { readFileSync } from 'node:fs'
import { afterAll, expect, it, vi } from 'vitest'
import { Workshop, type Tests } from '../../../patched/load-tests'
import type { Mutation } from './mutation'
import { mutations } from './mutations'

// The cases that are named here are those of the project's own folder.
vi.stubEnv('GOLDEN_DIR', undefined)

const workshop = new Workshop('mutations')
afterAll(() => workshop.clear())

/** Test file -> its tests over the sources as they are. */
const untouched = new Map<string, Promise<Tests>>()

function testsOf(file: string): Promise<Tests> {
  const loaded = untouched.get(file) ?? workshop.loadTests(file)
  untouched.set(file, loaded)
  return loaded
}

/** The file's text with the error in it. */
function plantIn({ file, find, plant }: Mutation): string {
  const source = readFileSync(file, 'utf8')
  expect(source.split(find).length - 1, `"${find}" occurs once in ${file}`).toBe(1)
  return source.replace(find, () => plant)
}

/** Why the test fails; null when it passes. */
async function failureOf(tests: Tests, name: string): Promise<unknown> {
  const run = tests.get(name)
  expect(run, `there is a test "${name}"`).toBeDefined()
  try {
    await run?.()
    return null
  } catch (failure) {
    return failure
  }
}

it.each(mutations)('$error', async (mutation) => {
  const { file, test } = mutation.caughtBy
  expect(await failureOf(await testsOf(file), test)).toBeNull()
  const failure = await failureOf(await workshop.loadTests(file, { [mutation.file]: plantIn(mutation) }), test)
  expect(failure, `"${test}" fails`).toBeInstanceOf(Error)
  // A program that no longer runs is no mistake in the mathematics.
  for (const broken of [SyntaxError, ReferenceError, TypeError]) expect(failure).not.toBeInstanceOf(broken)
})

it('plants thirty errors or more, none twice', () => {
  expect(mutations.length).toBeGreaterThanOrEqual(30)
  expect(new Set(mutations.map(({ file, find, plant }) => `${file} ${find} ${plant}`)).size).toBe(mutations.length)
})
