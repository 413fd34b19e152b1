// npm run bench: bundles bench/, then runs it; what follows `--` goes to the bench.
import './node-guard.mjs'
import { buildIfStale } from './build-if-stale.mjs'
import { runBundled } from './run-bundled.mjs'

const programs = {
  index: 'bench/index.ts',
  thread: 'bench/thread.ts',
  // The training process and its threads, as the lab has them.
  trainer: 'src/trainer/index.ts',
  worker: 'src/trainer/worker.ts',
}
// The window is measured as it is built.
buildIfStale()
process.exit(await runBundled('bench', programs, 'index', process.argv.slice(2)))
