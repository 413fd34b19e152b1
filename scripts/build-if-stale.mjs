/** Builds the lab when its output is missing or older than what it is built from. */
import { spawnSync } from 'node:child_process'
import { existsSync, globSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const sources = ['src/**/*', 'db/**/*', 'package.json', 'package-lock.json', 'electron.vite.config.ts', 'tsconfig.json']
/** One file of each of the three parts; the last one is written last. */
const outputs = ['out/main/serve.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Whether a build is due. */
export function isStale() {
  const files = outputs.map((file) => join(root, file))
  if (!files.every((file) => existsSync(file))) return true
  const built = Math.min(...files.map((file) => statSync(file).mtimeMs))
  return globSync(sources, { cwd: root }).some((file) => statSync(join(root, file)).mtimeMs > built)
}

/** Throws an Error when the build fails; its output goes to standard error, because standard output may be read by programs. */
export function buildIfStale() {
  if (!isStale()) return
  console.error('Building Backprop Lab (a few seconds, only after changes)...')
  const tool = join(root, 'node_modules/electron-vite/bin/electron-vite.js')
  const { status, error } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, stdio: ['ignore', 2, 2] })
  if (error) throw error
  if (status !== 0) throw new Error(`The build failed (electron-vite ended with ${status})`)
}
