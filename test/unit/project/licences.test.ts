/** What ships, and what it is built with, is under licences of the list in LICENCES.md. */
import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Locked {
  license?: string
  dependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}
const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
const manifest: { dependencies: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
const list = readFileSync('LICENCES.md', 'utf8')

const shipped = ['MIT', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'ISC', 'BlueOak-1.0.0', '0BSD', 'Unlicense', 'CC0-1.0']
const tools = [...shipped, 'MPL-2.0', 'CC-BY-4.0', 'OFL-1.1', 'Python-2.0', 'WTFPL']

/** Of the window's libraries: what makes the bundle and is no part of it, or says its licence elsewhere than in its package. */
const explained: Record<string, string> = {
  lightningcss: 'the compiler of Tailwind: it writes the style and is not in it',
  'vaul-vue': 'its package names no licence; nothing of it is in the window, which has no drawer (test/e2e/packaging.test.ts looks)',
}

/** Whether one of the licences that the expression lets choose, or all that it demands, are in the list. */
function isAllowed(expression: string | undefined, allowed: readonly string[]): boolean {
  const words = (expression ?? 'none').replace(/[()]/g, '')
  return words.split(' OR ').some((choice) => choice.split(' AND ').every((one) => allowed.includes(one)))
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)

/** Where Node would find `name` from the package at `path`. */
function find(path: string, name: string): string | undefined {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const place = `${at === '' ? '' : `${at}/`}node_modules/${name}`
    if (Object.hasOwn(packages, place)) return place
    if (at === '') return undefined
  }
}

/** The packages and all that they depend on. */
function closure(names: Iterable<string>): string[] {
  const found = new Set<string>()
  const visit = (from: string, name: string) => {
    const path = find(from, name)
    if (path === undefined || found.has(path)) return
    found.add(path)
    const { dependencies = {}, optionalDependencies = {} } = packages[path]!
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, next)
  }
  for (const name of names) visit('', name)
  return [...found]
}

/** The packages that the window's sources name, which are bundled. */
function windowPackages(): Set<string> {
  const files = globSync(['src/{renderer,charts,report,engine,api,preload}/**/*.{ts,vue,css}'])
  const names = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/(?:from|import) '([a-z@][^']*)'/g)].map(([, name = '']) => name))
  return new Set(names.map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/')))
}

const paths = closure([...Object.keys(manifest.dependencies), ...windowPackages(), '@iconify-json/lucide', 'electron'])

describe('what ships', () => {
  test('are the packages of the program and of the window', () => {
    const names = paths.map(nameOf)
    for (const name of ['better-sqlite3', 'ws', 'zod', 'vue', '@nuxt/ui', 'chart.js', '@fontsource/ibm-plex-mono', 'electron']) expect(names).toContain(name)
  })

  test('has licences from the list; fonts have the font licence', () => {
    const isExplained = (path: string) => Object.keys(explained).some((name) => nameOf(path) === name || nameOf(path).startsWith(`${name}-`))
    const allowed = (path: string) => isAllowed(packages[path]?.license, nameOf(path).startsWith('@fontsource') ? ['OFL-1.1'] : shipped)
    const others = paths.filter((path) => !isExplained(path) && !allowed(path))
    expect(others.map((path) => `${path}: ${packages[path]?.license}`)).toEqual([])
  })

  test('is named in LICENCES.md', () => {
    for (const word of ['Vue', 'Nuxt UI', 'Chart.js', 'zod', 'ws', 'better-sqlite3', 'commander', 'Electron', 'Lucide', 'IBM Plex', 'MNIST'])
      expect(list, word).toContain(word)
    for (const licence of ['MIT', 'BSD', 'Apache-2.0', 'ISC', 'BlueOak', '0BSD', 'Open Font License']) expect(list, licence).toContain(licence)
  })
})

test('tools have licences from the longer list', () => {
  const others = Object.keys(packages).filter((path) => path !== '' && nameOf(path) !== 'vaul-vue' && !isAllowed(packages[path]?.license, tools))
  expect(others.map((path) => `${path}: ${packages[path]?.license}`)).toEqual([])
})

test('the check can fail, and reads expressions', () => {
  expect(['GPL-3.0', 'MIT AND GPL-3.0', 'none', undefined].map((licence) => isAllowed(licence, shipped))).toEqual([false, false, false, false])
  expect(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'].map((licence) => isAllowed(licence, shipped))).toEqual([true, true, true])
})
