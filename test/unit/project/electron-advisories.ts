/**
 * Vulnerabilities of Electron itself, with the first version of each major release that has the fix. From the GitHub Advisory Database
 * (github.com/advisories?query=ecosystem:npm+electron) as of November 2026; add what is published there later. Electron's own releases
 * bring the fixes of Chromium and Node besides: the newest patch of a supported major release is the rule, this table the least.
 */
export interface ElectronAdvisory {
  id: string
  about: string
  /** Of each major release that has the fix, the first version with it. Older releases are vulnerable, newer ones are not. */
  fixed: Readonly<Record<number, string>>
}

export const electronAdvisories: readonly ElectronAdvisory[] = [
  {
    id: 'GHSA-qmv3-fv6v-rmhq',
    about: "the code cache of a sandboxed preload does not verify that an entry is that preload's",
    fixed: { 42: '42.10.0', 43: '43.4.2', 44: '44.0.0' },
  },
  { id: 'GHSA-9f4c-93c8-jc8g', about: 'a sandboxed frame opens windows by navigation, although it may not', fixed: { 41: '41.10.3', 42: '42.0.0' } },
  {
    id: 'GHSA-v3j7-r9gq-3gjw',
    about: 'a scheme with supportFetchAPI but without corsEnabled can be read from other origins',
    fixed: { 39: '39.8.10', 40: '40.9.3', 41: '41.4.0', 42: '42.0.0' },
  },
  { id: 'GHSA-m55f-7gqj-fr98', about: 'extension APIs reach into other sessions', fixed: { 39: '39.8.8', 40: '40.9.0', 41: '41.2.1', 42: '42.0.0' } },
  { id: 'GHSA-5c9j-mhmv-5xgx', about: 'shell.openPath takes a path with a NUL', fixed: { 39: '39.8.6', 40: '40.9.0', 41: '41.1.1', 42: '42.0.0' } },
  {
    id: 'GHSA-xj5x-m3f3-5x3h',
    about: 'a service worker forges answers to executeJavaScript',
    fixed: { 38: '38.8.6', 39: '39.8.1', 40: '40.8.1', 41: '41.0.0' },
  },
  { id: 'GHSA-r5p7-gp4j-qhrx', about: 'a frame asks for permissions under another origin', fixed: { 38: '38.8.6', 39: '39.8.1', 40: '40.8.1', 41: '41.0.0' } },
  {
    id: 'GHSA-3c8v-cfp5-9885',
    about: 'a second instance makes the first read out of bounds',
    fixed: { 38: '38.8.6', 39: '39.8.1', 40: '40.8.1', 41: '41.0.0' },
  },
]

/** The advisories that a version, such as "45.4.1", is vulnerable to. */
export function openAdvisories(version: string, advisories = electronAdvisories): string[] {
  const [major = 0] = numbersOf(version)
  return advisories.filter(({ fixed }) => isVulnerable(version, fixed[major], Math.max(...Object.keys(fixed).map(Number)) < major)).map(({ id }) => id)
}

function isVulnerable(version: string, fix: string | undefined, isNewer: boolean): boolean {
  return fix === undefined ? !isNewer : isOlder(version, fix)
}

/** A version with words behind it, such as a beta, is older than all that has its numbers. */
function isOlder(version: string, fix: string): boolean {
  const [a, b] = [numbersOf(version), numbersOf(fix)]
  const at = b.findIndex((number, i) => number !== a[i])
  return at === -1 ? version.includes('-') : (a[at] ?? 0) < b[at]!
}

function numbersOf(version: string): number[] {
  return (version.split('-')[0] ?? '').split('.').map(Number)
}
