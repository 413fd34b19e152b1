import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { RecentFiles } from '../../../../src/main/electron/recent-files'
import { readSmallFile, writeSmallFile } from '../../../../src/main/electron/small-file'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-small-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const schema = z.strictObject({ count: z.number().int() })

it('comes back as it was written, private to the user, and leaves no other file', () => {
  const file = join(folder, 'inner', 'count.json')
  writeSmallFile(file, { count: 1 })
  writeSmallFile(file, { count: 2 })
  expect(readSmallFile(file, schema)).toEqual({ count: 2 })
  expect(readdirSync(join(folder, 'inner'))).toEqual(['count.json'])
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o077).toBe(0)
})

it.each([
  ['missing', null],
  ['empty', ''],
  ['no JSON', '{"count":'],
  ['of another shape', '{"count":"1"}'],
  ['with more in it', '{"count":1,"__proto__":{}, "path":"/"}'],
  ['too large', `{"count":1${' '.repeat(70_000)}}`],
])('is none where it is %s', (_how, text) => {
  const file = join(folder, 'count.json')
  if (text !== null) writeFileSync(file, text)
  expect(readSmallFile(file, schema)).toBeNull()
})

it('throws nothing where it cannot be written, and says so', () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  mkdirSync(join(folder, 'taken.json'))
  writeSmallFile(join(folder, 'taken.json'), { count: 1 })
  expect(said).toHaveBeenCalledOnce()
  said.mockRestore()
})

it('keeps the ten files that were opened last, each once, and tells the system', () => {
  const told: string[] = []
  const system = { addRecentDocument: (path: string) => told.push(path), clearRecentDocuments: () => told.push('clear') }
  let changes = 0
  const file = join(folder, 'recent.json')
  const recent = new RecentFiles(file, system, () => changes++)
  for (let i = 1; i <= 12; i++) recent.add(`/runs/${i}.bplab`)
  recent.add('/runs/11.bplab')
  expect(recent.paths).toEqual([11, 12, 10, 9, 8, 7, 6, 5, 4, 3].map((i) => `/runs/${i}.bplab`))
  expect(new RecentFiles(file, system, () => undefined).paths).toEqual(recent.paths)
  recent.clear()
  expect(recent.paths).toEqual([])
  expect(told).toHaveLength(14)
  expect(changes).toBe(14)
  expect(existsSync(file) && readFileSync(file, 'utf8')).toBe('[]')
})
