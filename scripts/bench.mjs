// npm run bench: bundles bench/, then runs it; what follows `--` goes to the bench.
import './node-guard.mjs'
import { runBundled } from './run-bundled.mjs'

const programs = {
  index: 'bench/index.ts',
  thread: 'bench/thread.ts',
  // The training process and its threads, as the lab has them.
  trainer: 'src/trainer/index.ts',
  worker: 'src/trainer/worker.ts',
}
process.exit(await runBundled('bench', programs, 'index', process.argv.slice(2)))
