/** The folder that a report is written to. */
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openOutputFolder } from '../../../src/cli/output-folder'
import { temporaryFolder } from '../db/fixtures'

test('is made with its parents, and left empty until something is written', () => {
  const path = join(temporaryFolder(), 'a', 'b')
  const folder = openOutputFolder(path)
  expect(readdirSync(path)).toEqual([])
  folder.write('x.txt', 'first')
  folder.write('x.txt', 'second')
  expect(readdirSync(path)).toEqual(['x.txt'])
  expect(readFileSync(join(path, 'x.txt'), 'utf8')).toBe('second')
})

describe('is refused with its name and the reason', () => {
  test('where a file stands in its place', () => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, '')
    expect(() => openOutputFolder(path)).toThrow(`Nothing can be written to the folder ${path} (EEXIST): name another with --out`)
    expect(() => openOutputFolder(join(path, 'below'))).toThrow('(ENOTDIR)')
  })
})

test('a file that cannot be written leaves no half of it', () => {
  const path = temporaryFolder()
  const folder = openOutputFolder(path)
  mkdirSync(join(path, 'taken'))
  expect(() => folder.write('taken', 'x')).toThrow('cannot be written')
  expect(existsSync(join(path, 'taken.part'))).toBe(false)
  expect(folder.files).toEqual([])
})

test('a link that somebody put in the way is replaced, not followed', () => {
  const path = temporaryFolder()
  const victim = join(temporaryFolder(), 'victim')
  writeFileSync(victim, 'untouched')
  const folder = openOutputFolder(path)
  symlinkSync(victim, join(path, 'x.txt'))
  symlinkSync(victim, join(path, 'x.txt.part'))
  folder.write('x.txt', 'mine')
  expect(readFileSync(victim, 'utf8')).toBe('untouched')
  expect(readFileSync(join(path, 'x.txt'), 'utf8')).toBe('mine')
})
