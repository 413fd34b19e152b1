/** The lock file is whole: exact versions, and every optional dependency of a locked package is itself locked. */
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

interface Locked {
  version?: string
  license?: string
  dev?: boolean
  resolved?: string
  optionalDependencies?: Record<string, string>
  dependencies?: Record<string, string>
}
const read = (file: string) => JSON.parse(readFileSync(resolve(file), 'utf8'))
const manifest: Record<'dependencies' | 'devDependencies' | 'optionalDependencies' | 'overrides', Record<string, string>> = read('package.json')
const lock: { packages: Record<string, Locked> } = read('package-lock.json')

/** Where Node would look for `name` from the package at `path`, nearest first. */
function* places(path: string, name: string): Generator<string> {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    yield at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (!at.includes('/node_modules/')) break
  }
  if (path !== '') yield `node_modules/${name}`
}

/** Dependencies of one kind that the lock does not hold. */
function missing(packages: Record<string, Locked>, kind: 'dependencies' | 'optionalDependencies'): string[] {
  return Object.entries(packages).flatMap(([path, entry]) =>
    Object.keys(entry[kind] ?? {})
      .filter((name) => ![...places(path, name)].some((place) => Object.hasOwn(packages, place)))
      .map((name) => `${path || 'the project'} wants ${name}`),
  )
}

describe('package.json', () => {
  test('pins exact versions', () => {
    const ranges = (['dependencies', 'devDependencies', 'optionalDependencies', 'overrides'] as const).flatMap((kind) =>
      Object.entries(manifest[kind]).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version)),
    )
    expect(ranges).toEqual([])
  })
})

describe('package-lock.json', () => {
  test('has every dependency and every optional dependency of what it locks', () => {
    expect(Object.keys(lock.packages).length).toBeGreaterThan(300)
    expect(missing(lock.packages, 'dependencies')).toEqual([])
    expect(missing(lock.packages, 'optionalDependencies')).toEqual([])
  })

  test('the check can fail', () => {
    const broken = { '': {}, 'node_modules/a': { optionalDependencies: { 'a-linux': '1.0.0' } }, 'node_modules/b/node_modules/a-linux': {} }
    expect(missing(broken, 'optionalDependencies')).toEqual(['node_modules/a wants a-linux'])
  })

  test('names no registry but the public one', () => {
    const hosts = new Set(Object.values(lock.packages).flatMap((entry) => (entry.resolved ? [new URL(entry.resolved).host] : [])))
    expect([...hosts].filter((host) => host !== 'registry.npmjs.org')).toEqual([])
  })
})
