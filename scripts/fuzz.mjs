// npm run test:fuzz -- [count] [seed] [parser...]: bundles the fuzzer, then runs it on every parser or on those named.
import './node-guard.mjs'
import { runBundled } from './run-bundled.mjs'

process.exit(await runBundled('fuzz', { index: 'test/fuzz/long.ts' }, 'index', process.argv.slice(2)))
