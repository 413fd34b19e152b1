/** The Electron that is installed has the fix of every vulnerability that the table lists. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { electronAdvisories, openAdvisories } from './electron-advisories'

test('the version that package.json pins is vulnerable to none', () => {
  const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
  expect(openAdvisories(devDependencies['electron'] ?? '0.0.0')).toEqual([])
})

test('a version below a fix is refused, the fix and all above it are not', () => {
  const advisory = [{ id: 'A', about: '', fixed: { 41: '41.10.3', 42: '42.0.0' } }]
  const versions = ['40.99.99', '41.9.99', '41.10.2', '41.10.3', '41.11.0', '42.0.0-beta.3', '42.0.0', '43.0.0']
  expect(versions.map((version) => openAdvisories(version, advisory).length)).toEqual([1, 1, 1, 0, 0, 1, 0, 0])
  expect(openAdvisories('43.4.1')).toEqual(['GHSA-qmv3-fv6v-rmhq'])
  expect(openAdvisories('33.2.0')).toHaveLength(electronAdvisories.length)
})

test('every entry is one of the database, named once, with versions of the majors that it names', () => {
  expect(new Set(electronAdvisories.map(({ id }) => id)).size).toBe(electronAdvisories.length)
  for (const { id, fixed } of electronAdvisories) {
    expect(id).toMatch(/^GHSA-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}$/)
    for (const [major, version] of Object.entries(fixed)) expect(version.split('.')[0], id).toBe(major)
  }
})
