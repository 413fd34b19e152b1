/** `lab runs delete` and `restore`: what a user is told, and what lies where afterwards. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { takeBackup } from '../../../db/backup'
import { databaseName } from '../../../db/data-folder'
import { deleteRuns, restoreRuns } from '../../../src/cli/commands/runs'
import { createTerminal } from '../../../src/cli/terminal'
import { everything, finishedRun, openWriter, temporaryFolder } from '../db/fixtures'

function contextOf(folder: string) {
  const said: string[] = []
  const stream = { write: (text: string) => said.push(text) > 0 }
  return { context: { folder, terminal: createTerminal(stream, stream), json: false }, said }
}
function folderWithRuns(count: number): string {
  const folder = temporaryFolder()
  const store = openWriter(folder)
  for (let k = 0; k < count; k++) finishedRun(store)
  store.close()
  return folder
}

test('what goes to the trash comes with the way back, which works', () => {
  const folder = folderWithRuns(3)
  const { context, said } = contextOf(folder)
  deleteRuns(context, [1, 3], false)
  expect(said.join('')).toContain('Moved to the trash: 1, 3. "lab runs restore 1 3" brings them back.')
  expect(said.join('')).toContain('after 30 days')
  restoreRuns(context, [1, 3])
  expect(said.at(-1)).toContain('Out of the trash: 1, 3')
  expect(openWriter(folder).queries.listRuns(everything).map(({ id }) => id)).toEqual([3, 2, 1]) // prettier-ignore
})

test('a database that had to be recovered is told of, before the command does its work', async () => {
  const folder = folderWithRuns(1)
  await takeBackup({ folder, kind: 'finished', now: new Date('2029-06-01T09:00:00Z') })
  const path = join(folder, databaseName)
  writeFileSync(path, readFileSync(path).fill(0x5a, 100, 4096))
  const { context, said } = contextOf(folder)
  deleteRuns(context, [1], false)
  expect(said[0]).toContain('The database was damaged')
  expect(said.join('')).toMatch(/was restored[^]*Moved to the trash: 1/)
})

test('a folder without a database stays without one', () => {
  const folder = temporaryFolder()
  expect(() => deleteRuns(contextOf(folder).context, [7], false)).toThrow('There is no run 7')
  expect(existsSync(join(folder, databaseName))).toBe(false)
})
