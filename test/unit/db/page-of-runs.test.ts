import { expect, test } from 'vitest'
import { finishedRun, openWriter, tamper, temporaryFolder } from './fixtures'

const page = { trashed: false, limit: 2 } as const

test('pages go from the newest run to the oldest, archived ones too, and are the runs that are got one by one', () => {
  const store = openWriter()
  const runs = [1, 2, 3, 4].map(() => finishedRun(store))
  store.editor.update([runs[0]!], { archived: true })
  store.editor.trash([runs[2]!])
  const first = store.queries.pageOfRuns(page)
  expect(first.map(({ id }) => id)).toEqual([4, 2])
  expect(first).toEqual([4, 2].map((id) => store.queries.getRun(id)))
  expect(store.queries.pageOfRuns({ ...page, before: 2 }).map(({ id }) => id)).toEqual([1])
  expect(store.queries.pageOfRuns({ ...page, trashed: true }).map(({ id }) => id)).toEqual([3])
  // Equal configurations are read once.
  expect(first[0]!.config).toBe(first[1]!.config)
})

test('a run whose configuration is damaged is left out and named', () => {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  finishedRun(store)
  finishedRun(store, { epochs: 7 })
  store.close()
  tamper(folder, "UPDATE runs SET config = replace(config, '0.1', '0.2') WHERE id = 2")
  const opened = openWriter(folder)
  expect(opened.queries.pageOfRuns(page).map(({ id }) => id)).toEqual([1])
  expect([...opened.queries.unreadable]).toEqual([[2, 'The stored configuration of run 2 is damaged']])
})
