// npm run bench: bundles bench/ with the project's own Vite, then runs it; what follows `--` goes to the bench.
import './node-guard.mjs'
import { spawnSync } from 'node:child_process'
import { resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')
const outDir = resolve(root, 'node_modules/.cache/bench')
await build({
  root,
  configFile: false,
  logLevel: 'error',
  build: {
    ssr: true,
    outDir,
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    rolldownOptions: { input: { index: resolve(root, 'bench/index.ts'), worker: resolve(root, 'bench/worker.ts') }, output: { entryFileNames: '[name].js' } },
  },
})
const { status } = spawnSync(process.execPath, [resolve(outDir, 'index.js'), ...process.argv.slice(2)], { stdio: 'inherit', cwd: root })
process.exit(status ?? 1)
