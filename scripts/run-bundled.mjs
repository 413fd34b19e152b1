// Bundles TypeScript programs of the project with its own Vite and runs one of them.
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'
import { assemblyPlugin } from './assembly-plugin.ts'

const root = resolve(import.meta.dirname, '..')

/**
 * @param {string} folder below node_modules/.cache, where the bundles go
 * @param {Record<string, string>} programs name of each bundle -> its source, from the project's folder
 * @param {string} name the bundle that is run
 * @param {string[]} args what it is given
 * @returns {Promise<number>} its exit code
 */
export async function runBundled(folder, programs, name, args = []) {
  return runProgram(await bundle(folder, programs), name, args)
}

/**
 * @param {string} outDir the folder of the bundles
 * @param {string} name the bundle that is run
 * @param {string[]} args what it is given
 * @returns {number} its exit code
 */
export function runProgram(outDir, name, args) {
  return spawnSync(process.execPath, [resolve(outDir, `${name}.js`), ...args], { stdio: 'inherit', cwd: root }).status ?? 1
}

/**
 * @param {string} folder below node_modules/.cache, where the bundles go
 * @param {Record<string, string>} programs name of each bundle -> its source, from the project's folder
 * @returns {Promise<string>} the folder of the bundles
 */
export async function bundle(folder, programs) {
  const outDir = resolve(root, 'node_modules/.cache', folder)
  const input = Object.fromEntries(Object.entries(programs).map(([bundle, source]) => [bundle, resolve(root, source)]))
  await build({
    root,
    configFile: false,
    plugins: [assemblyPlugin(root)],
    logLevel: 'error',
    build: {
      ssr: true,
      outDir,
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      // All in one folder, so that a chunk finds the other programs beside itself.
      rolldownOptions: { input, output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' } },
    },
  })
  return outDir
}
