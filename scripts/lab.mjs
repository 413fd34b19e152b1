// npm run --silent lab -- COMMAND: the lab from a terminal, built when its sources are newer; see `lab --help`.
import './node-guard.mjs'
import { buildIfStale } from './build-if-stale.mjs'

try {
  buildIfStale()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
// In this very process: standard streams, signals and the exit code are the command's own.
await import('../out/main/cli.js')
