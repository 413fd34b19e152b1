/** Versions in the order of Semantic Versioning 2.0.0 (https://semver.org, section 11). */

export interface Version {
  /** Major, minor and patch, as digits without leading zeros. */
  core: readonly string[]
  /** What a pre-release adds, such as `beta` and `2`; empty for a release. */
  preRelease: readonly string[]
}

const number = '(?:0|[1-9]\\d*)'
/** Numbers without leading zeros, or words that hold a letter or a dash. */
const identifier = `(?:${number}|\\d*[A-Za-z-][0-9A-Za-z-]*)`
const pattern = new RegExp(`^v?(${number}\\.${number}\\.${number})(?:-(${identifier}(?:\\.${identifier})*))?(?:\\+[0-9A-Za-z.-]+)?$`)
const mostCharacters = 64

/** Null where the text is no version. A tag may begin with v; what stands after + says how it was built, and does not count. */
export function parseVersion(text: string): Version | null {
  const [, core, preRelease] = (text.length <= mostCharacters ? pattern.exec(text) : null) ?? []
  if (core === undefined) return null
  return { core: core.split('.'), preRelease: preRelease === undefined ? [] : preRelease.split('.') }
}

export function versionText({ core, preRelease }: Version): string {
  return preRelease.length === 0 ? core.join('.') : `${core.join('.')}-${preRelease.join('.')}`
}

/** Below 0 where `a` came before `b`, 0 where neither did. */
export function compareVersions(a: Version, b: Version): number {
  const core = firstDifference(a.core, b.core)
  if (core !== 0) return core
  // A release comes after all that were tried before it.
  if (a.preRelease.length === 0 || b.preRelease.length === 0) return Math.sign(b.preRelease.length - a.preRelease.length)
  return firstDifference(a.preRelease, b.preRelease)
}

/** Of two that are equal as far as the shorter one goes, that one comes first. */
function firstDifference(a: readonly string[], b: readonly string[]): number {
  for (const [i, one] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    const difference = compareIdentifiers(one, other)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Numbers by their value, which without leading zeros is first their length; words by their characters; numbers before words. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumber, otherIsNumber] = [/^\d+$/.test(a), /^\d+$/.test(b)]
  if (isNumber !== otherIsNumber) return isNumber ? -1 : 1
  if (isNumber && a.length !== b.length) return a.length - b.length
  return a < b ? -1 : Number(a > b)
}
