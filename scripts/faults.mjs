// npm run test:faults: builds the lab where it is stale, bundles the campaigns, then makes the faults; what follows `--` goes to the runner.
import './node-guard.mjs'
import { buildIfStale } from './build-if-stale.mjs'
import { faultPrograms } from './fault-programs.mjs'
import { runBundled } from './run-bundled.mjs'

buildIfStale()
process.exit(await runBundled('faults', faultPrograms, 'index', process.argv.slice(2)))
