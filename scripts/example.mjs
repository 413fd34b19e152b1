// npm run example -- NAME: bundles one program of examples/ with the project's own Vite, then runs it.
import './node-guard.mjs'
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const names = readdirSync(resolve(root, 'examples')).map((file) => file.replace(/\.ts$/, ''))
const [name] = process.argv.slice(2)
if (name === undefined || !names.includes(name)) {
  console.error(`npm run example -- NAME, with one of ${names.join(', ')}`)
  process.exit(2)
}
const outDir = resolve(root, 'node_modules/.cache/examples')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir,
    emptyOutDir: false,
    target: 'node22',
    minify: false,
    rolldownOptions: { input: { [name]: resolve(root, `examples/${name}.ts`) }, output: { entryFileNames: '[name].js' } },
  },
})
const { status } = spawnSync(process.execPath, [resolve(outDir, `${name}.js`)], { stdio: 'inherit', cwd: root })
process.exit(status ?? 1)
