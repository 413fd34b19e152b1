import { expect, test } from 'vitest'
import { compareVersions, parseVersion, versionText, type Version } from '../../../../src/main/updates/version'

function version(text: string): Version {
  const parsed = parseVersion(text)
  if (parsed === null) throw new Error(`${text} is no version`)
  return parsed
}

/** The order of section 11 of Semantic Versioning, with numbers of several digits beside it. */
const ascending = [
  '0.9.10',
  '1.0.0-alpha',
  '1.0.0-alpha.1',
  '1.0.0-alpha.beta',
  '1.0.0-beta',
  '1.0.0-beta.2',
  '1.0.0-beta.11',
  '1.0.0-rc.1',
  '1.0.0',
  '1.0.9',
  '1.0.10',
  '1.2.0',
  '2.0.0',
  '2.1.0',
  '10.0.0',
  // One more than a double can hold.
  '9007199254740992.0.0',
  '9007199254740993.0.0',
]

test('versions stand in the order of Semantic Versioning', () => {
  for (const [i, a] of ascending.entries())
    for (const [j, b] of ascending.entries()) expect(Math.sign(compareVersions(version(a), version(b))), `${a} to ${b}`).toBe(Math.sign(i - j))
})

test('how it was built does not count, nor does the v of a tag', () => {
  expect(compareVersions(version('v1.2.3+linux.5'), version('1.2.3'))).toBe(0)
  expect(versionText(version('v1.2.3-rc.1+linux.5'))).toBe('1.2.3-rc.1')
})

test('what is no version is none', () => {
  const wrong = ['', '1', '1.2', '1.2.3.4', '01.2.3', '1.2.3-', '1.2.3-01', '1.2.3-a..b', ' 1.2.3', '1.2.3\n', 'V1.2.3', '1.2.3-<b>', `1.2.3-${'a'.repeat(64)}`]
  for (const text of wrong) expect(parseVersion(text), text).toBeNull()
})
