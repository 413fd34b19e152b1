import { describe, expect, test } from 'vitest'
import { packedPrograms } from '../../../scripts/pack/packed-programs.mjs'
import { checksumLines, releaseNotes, releaseProblems, type ReleaseRecord } from '../../../scripts/release/judge.mjs'

const systems = [
  ['linux', 'x64'],
  ['darwin', 'x64'],
  ['darwin', 'arm64'],
  ['win32', 'x64'],
] as const
const files = [
  'backprop-lab-1.0.0-linux-x86_64.AppImage',
  'backprop-lab-1.0.0-linux-amd64.deb',
  ...['x64', 'arm64'].flatMap((arch) => [`backprop-lab-1.0.0-mac-${arch}.dmg`, `backprop-lab-1.0.0-mac-${arch}.zip`]),
  'backprop-lab-1.0.0-win-x64-setup.exe',
  'backprop-lab-1.0.0-win-x64-portable.exe',
]
const electronTests: ReleaseRecord[] = systems.map(([platform, arch]) => ({ kind: 'electron-tests', platform, arch, electron: '45.4.1' }))
const packed: ReleaseRecord[] = systems.map(([platform, arch]) => ({
  kind: 'packed',
  platform,
  arch,
  program: 'lab',
  passed: true,
  signed: platform === 'win32',
}))
const whole = { records: [...electronTests, ...packed], files, tag: 'v1.0.0', version: '1.0.0' }

describe('a release', () => {
  test('has nothing against it where every system was tested, packed and tried out', () => {
    expect(releaseProblems(whole)).toEqual([])
  })

  test('is refused where only the stand-in ran', () => {
    expect(releaseProblems({ ...whole, records: packed })).toEqual(
      ['Linux (x64)', 'macOS (Intel)', 'macOS (Apple)', 'Windows (x64)'].map((title) => `${title} was not tested on true Electron`),
    )
    const standin = { kind: 'electron-tests', platform: 'linux', arch: 'x64', electron: 'stand-in' } as const
    expect(releaseProblems({ ...whole, records: [standin, ...electronTests.slice(1), ...packed] })).toEqual(['Linux (x64) was not tested on true Electron'])
  })

  test('is refused where a packed program did not start or did not train', () => {
    const failed: ReleaseRecord = { kind: 'packed', platform: 'win32', arch: 'x64', program: 'Backprop Lab.exe', passed: false, signed: true }
    expect(releaseProblems({ ...whole, records: [...whole.records, failed] })).toEqual(['Windows (x64): Backprop Lab.exe did not train'])
    expect(releaseProblems({ ...whole, records: [...electronTests, ...packed.slice(1)] })).toEqual(['Linux (x64): no packed program was started'])
  })

  test('is refused where a file is missing or the tag is another version', () => {
    expect(releaseProblems({ ...whole, files: files.filter((file) => !file.endsWith('arm64.dmg')) })).toEqual(['macOS (Apple): there is no file *-arm64.dmg'])
    expect(releaseProblems({ ...whole, tag: 'v1.0.1' })).toEqual(['The tag is v1.0.1, but the version of package.json is 1.0.0'])
  })

  test('says what is not signed', () => {
    const notes = releaseNotes(whole)
    expect(notes).toContain('| Windows (x64) | 45.4.1 | lab | yes |')
    expect(notes).toContain('| macOS (Apple) | 45.4.1 | lab | **no** |')
    expect(notes).toContain('What is not signed is refused by the system at first')
    const signed = whole.records.map((record) => (record.kind === 'packed' ? { ...record, signed: true } : record))
    expect(releaseNotes({ ...whole, records: signed })).not.toContain('not signed')
  })

  test('has checksums as sha256sum reads them', () => {
    expect(checksumLines([{ name: 'a.deb', sha256: '0'.repeat(64) }])).toBe(`${'0'.repeat(64)}  a.deb\n`)
  })
})

test('an empty folder holds no packed program, on any system', () => {
  for (const platform of ['linux', 'darwin', 'win32', 'aix']) expect(packedPrograms('no-such-folder', { platform, arch: 'x64' })).toEqual([])
})
