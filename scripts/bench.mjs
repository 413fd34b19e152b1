// npm run bench: bundles bench/, then runs it; what follows `--` goes to the bench.
import './node-guard.mjs'
import { runBundled } from './run-bundled.mjs'

process.exit(await runBundled('bench', { index: 'bench/index.ts', worker: 'bench/worker.ts' }, 'index', process.argv.slice(2)))
