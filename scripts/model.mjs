// npm run model: bundles pretrained/, then makes the digit model that comes with the program; what follows `--` goes to it.
import './node-guard.mjs'
import { runBundled } from './run-bundled.mjs'

process.exit(await runBundled('pretrained', { index: 'pretrained/index.ts' }, 'index', process.argv.slice(2)))
