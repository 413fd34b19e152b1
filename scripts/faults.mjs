// npm run test:faults: builds the lab where it is stale, bundles the campaigns, then makes the faults; what follows `--` goes to the runner.
import './node-guard.mjs'
import { buildIfStale } from './build-if-stale.mjs'
import { bundleFaultPrograms } from './fault-programs.mjs'
import { runProgram } from './run-bundled.mjs'

buildIfStale()
process.exit(runProgram(await bundleFaultPrograms(), 'index', process.argv.slice(2)))
