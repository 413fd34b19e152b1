/** Stands in for Vitest where a test file is loaded to be run by another test: it collects the tests by name and runs none. */
import { expect } from 'vitest'

export { expect }

type Body = (...values: never[]) => unknown
type Row = object | string | number | boolean

/** Full name, such as `Adam > couples the weight decay` -> what runs it. */
export const tests = new Map<string, () => Promise<void>>()
const groups: string[] = []

function collectGroup(name: string, body: () => void): void {
  groups.push(name)
  body()
  groups.pop()
}

function collectTest(name: string, body: Body, values: readonly unknown[] = []): void {
  const run = async () => {
    await Reflect.apply(body, undefined, values)
  }
  tests.set([...groups, name].join(' > '), run)
}

/** The parts of Vitest's titles that tests here use: `%s` and its kin take a row's values in turn, `$name` takes a field. */
function titleOf(title: string, row: Row, values: readonly unknown[]): string {
  const rest = [...values]
  const filled = title.replace(/%[sdij]/g, () => String(rest.shift()))
  return typeof row === 'object' ? filled.replace(/\$(\w+)/g, (_, field: string) => String(Reflect.get(row, field))) : filled
}

function each(rows: readonly Row[]) {
  return (title: string, body: Body) => {
    for (const row of rows) {
      const values: unknown[] = Array.isArray(row) ? row : [row]
      collectTest(titleOf(title, row, values), body, values)
    }
  }
}

export const describe = Object.assign(collectGroup, {
  each: (rows: readonly Row[]) => (title: string, body: Body) => {
    for (const row of rows) {
      const values: unknown[] = Array.isArray(row) ? row : [row]
      collectGroup(titleOf(title, row, values), () => Reflect.apply(body, undefined, values))
    }
  },
})
export const it = Object.assign((name: string, body: Body) => collectTest(name, body), { each })
export const test = it

/** What runs after all tests reports on them or clears up, and there is nothing of either here. */
export function afterAll(): void {
  // Nothing was run.
}
