/** What ships, and what it is built with, is under licences of the list in LICENCES.md. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { licenceTexts } from '../../../scripts/pack/licence-texts.mjs'
import { packageName, shippedPackages } from '../../../scripts/pack/shipped-packages.mjs'

interface Locked {
  license?: string
}
const { packages }: { packages: Record<string, Locked> } = JSON.parse(readFileSync('package-lock.json', 'utf8'))
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

const paths = shippedPackages('.')

describe('what ships', () => {
  test('are the packages of the program and of the window', () => {
    const names = paths.map(packageName)
    for (const name of ['better-sqlite3', 'ws', 'zod', 'vue', '@nuxt/ui', 'chart.js', '@fontsource/ibm-plex-mono', 'electron']) expect(names).toContain(name)
  })

  test('has licences from the list; fonts have the font licence', () => {
    const isExplained = (path: string) => Object.keys(explained).some((name) => packageName(path) === name || packageName(path).startsWith(`${name}-`))
    const allowed = (path: string) => isAllowed(packages[path]?.license, packageName(path).startsWith('@fontsource') ? ['OFL-1.1'] : shipped)
    const others = paths.filter((path) => !isExplained(path) && !allowed(path))
    expect(others.map((path) => `${path}: ${packages[path]?.license}`)).toEqual([])
  })

  test('is named in LICENCES.md', () => {
    for (const word of ['Vue', 'Nuxt UI', 'Chart.js', 'zod', 'ws', 'better-sqlite3', 'commander', 'Electron', 'Lucide', 'IBM Plex', 'MNIST'])
      expect(list, word).toContain(word)
    for (const licence of ['MIT', 'BSD', 'Apache-2.0', 'ISC', 'BlueOak', '0BSD', 'Open Font License']) expect(list, licence).toContain(licence)
  })
})

test('the file that the packed lab carries has the text of each of them', () => {
  const texts = licenceTexts('.')
  for (const name of ['vue', 'chart.js', 'better-sqlite3', '@nuxt/ui', 'zod']) expect(texts).toMatch(new RegExp(`^${name} \\d`, 'm'))
  expect(texts).toContain('Permission is hereby granted, free of charge')
  expect(texts).toContain('Apache License')
})

test('tools have licences from the longer list', () => {
  const others = Object.keys(packages).filter((path) => path !== '' && packageName(path) !== 'vaul-vue' && !isAllowed(packages[path]?.license, tools))
  expect(others.map((path) => `${path}: ${packages[path]?.license}`)).toEqual([])
})

test('the check can fail, and reads expressions', () => {
  expect(['GPL-3.0', 'MIT AND GPL-3.0', 'none', undefined].map((licence) => isAllowed(licence, shipped))).toEqual([false, false, false, false])
  expect(['MIT', '(MIT OR GPL-3.0)', 'MIT AND ISC'].map((licence) => isAllowed(licence, shipped))).toEqual([true, true, true])
})
