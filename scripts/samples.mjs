// npm run samples: records the sample runs that come with the program, with the built training process, into resources/.
import './node-guard.mjs'
import { buildIfStale } from './build-if-stale.mjs'
import { runBundled } from './run-bundled.mjs'

buildIfStale()
process.exit(await runBundled('samples', { index: 'samples/index.ts' }, 'index', process.argv.slice(2)))
