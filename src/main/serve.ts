/** The loopback shell as a program: serves the lab to a browser on this computer until it is told to end. */
import { readArguments, UsageError } from './arguments'
import { keepOpen } from './loopback/keep-open'
import { startLoopback } from './loopback/start'

try {
  await keepOpen(await startLoopback(readArguments(process.argv.slice(2), process.env)))
  process.exit(0)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(error instanceof UsageError ? 2 : 1)
}
