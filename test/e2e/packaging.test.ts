/**
 * What the installers would carry: packed with a dummy in the place of Electron's binary, then unpacked and run on the stand-in, far from
 * the project's own packages.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, globSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { temporaryFolder } from './lab-server'
import { openStandin } from './shell-standin'
import { tinyExperiment } from './tiny-experiment'

const { folder, remove } = temporaryFolder()
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** One character for each switch of Electron's binary, as Electron delivers it. */
const deliveredFuses = '101010110'
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
  const settings = [`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'dist')}`]
  run('electron-builder/cli.js', ['--dir', '--linux', '--x64', '--publish', 'never', ...settings])
  resources = join(folder, 'dist/linux-unpacked/resources')
  run('@electron/asar/bin/asar.js', ['extract', join(resources, 'app.asar'), join(folder, 'app')])
}, 180_000)
afterAll(() => remove())

it('carries the built lab, the packages it needs, and little else', () => {
  const packages = readdirSync(join(folder, 'app/node_modules')).sort()
  expect(packages).toEqual(['@bufbuild', 'better-sqlite3', 'commander', 'ws', 'zod'])
  expect(readdirSync(join(folder, 'app')).sort()).toEqual(['node_modules', 'out', 'package.json', 'resources'])
  expect(globSync('out/**/*.map', { cwd: join(folder, 'app') })).toEqual([])
  expect(statSync(join(resources, 'app.asar')).size).toBeLessThan(20e6)
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

it('carries the images of digits beside the archive', () => {
  expect(readdirSync(join(resources, 'mnist')).sort()).toEqual([
    't10k-images-idx3-ubyte',
    't10k-labels-idx1-ubyte',
    'train-images-idx3-ubyte',
    'train-labels-idx1-ubyte',
  ])
})

it('switches off in the binary what the lab does not use', () => {
  const binary = readFileSync(join(folder, 'dist/linux-unpacked/backprop-lab'), 'latin1')
  const start = binary.indexOf(fuseSentinel) + fuseSentinel.length + 2
  // As Node, cookies encrypted, NODE_OPTIONS, inspector, archive checked, archive alone, own snapshot, file:// privileges.
  expect(binary.slice(start, start + 8)).toBe('01001100')
})

it('trains when it runs from there', async () => {
  const data = join(folder, 'data')
  const shell = await openStandin(data, join(folder, 'app'))
  try {
    const started = await shell.page.evaluate(async (experiment) => {
      const done = new Promise<string>((resolve) => {
        window.lab?.subscribe((message) => {
          if (message.event === 'run' && message.data.status !== 'queued' && message.data.status !== 'running') resolve(message.data.status)
        })
      })
      const result = await window.lab?.invoke('experiments.start', experiment)
      return result?.ok === true ? done : result
    }, tinyExperiment as unknown)
    expect(started).toBe('done')
    expect(await shell.quit()).toBe(0)
  } finally {
    await shell.dispose()
  }
})
