/** Files that are saved together go into a new folder within the one that was chosen, all or none. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { savedFiles } from '../../../../src/api/saved-files'
import { fileOperations } from '../../../../src/main/lab/operations/files'
import type { LabOptions } from '../../../../src/main/lab/options'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'backprop-lab-files-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}
const options: LabOptions = {
  shell: 'electron',
  folder: '',
  program: 'the test',
  version: '1',
  forkTrainer: () => {
    throw new Error('nothing trains here')
  },
  versions: { electron: null, chrome: null },
}
const save = (chooseFolder: LabOptions['chooseFolder'], names = ['loss.svg']) =>
  fileOperations({ options: { ...options, ...(chooseFolder && { chooseFolder }) } })['files.save']({
    name: 'Rates',
    files: names.map((name) => ({ name, bytes: new TextEncoder().encode(name) })),
  })

test('each time another folder, and what is there stays as it is', async () => {
  const chosen = folder()
  mkdirSync(join(chosen, 'Rates'))
  writeFileSync(join(chosen, 'Rates', 'loss.svg'), 'mine')
  expect(await save(async () => chosen, ['loss.svg', 'accuracy.svg'])).toEqual({ folder: join(chosen, 'Rates-2') })
  expect(readFileSync(join(chosen, 'Rates', 'loss.svg'), 'utf8')).toBe('mine')
  expect(readdirSync(join(chosen, 'Rates-2')).sort()).toEqual(['accuracy.svg', 'loss.svg'])
  expect(readFileSync(join(chosen, 'Rates-2', 'loss.svg'), 'utf8')).toBe('loss.svg')
})

test('nothing is written where no folder is chosen, or none can be', async () => {
  expect(await save(async () => null)).toEqual({ folder: null })
  await expect(save(undefined)).rejects.toThrow('save the files as a ZIP')
  const chosen = folder()
  await expect(save(async () => join(chosen, 'missing'))).rejects.toThrow(/missing.*cannot be made \(ENOENT\)/)
  // The second cannot be written: the first goes too.
  await expect(save(async () => chosen, ['loss.svg', 'loss.svg'])).rejects.toThrow('EEXIST')
  expect(readdirSync(chosen)).toEqual([])
})

test('a name that leads elsewhere is refused, as are two files of one name', () => {
  const bytes = new Uint8Array(1)
  for (const name of ['../loss.svg', 'a/b', 'a\\b', '.hidden', '', '..', 'a\0b', 'C:', '-x'])
    expect(savedFiles.safeParse({ name: 'Rates', files: [{ name, bytes }] }).success, name).toBe(false)
  expect(savedFiles.safeParse({ name: '..', files: [{ name: 'a.svg', bytes }] }).success).toBe(false)
  const twice = { name: 'Rates', files: ['a.svg', 'A.svg'].map((name) => ({ name, bytes })) }
  expect(savedFiles.safeParse(twice).success).toBe(false)
  expect(savedFiles.safeParse({ name: 'Größe.2', files: [{ name: 'loss.svg', bytes }] }).success).toBe(true)
})
