/** What npm ci --prefix bench installs is locked as the project's own packages are. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync('bench/package.json', 'utf8'))
const lock: { packages: Record<string, { version?: string; resolved?: string }> } = JSON.parse(readFileSync('bench/package-lock.json', 'utf8'))

test('exact versions, which the lock has', () => {
  expect(Object.keys(manifest.dependencies).length).toBeGreaterThan(0)
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    expect(version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lock.packages[`node_modules/${name}`]?.version).toBe(version)
  }
})

test('no registry but the public one', () => {
  const hosts = Object.values(lock.packages).flatMap(({ resolved }) => (resolved === undefined ? [] : [new URL(resolved).host]))
  expect(hosts.filter((host) => host !== 'registry.npmjs.org')).toEqual([])
})
