/** The loopback shell as a program: serves the lab to a browser on this computer until it is told to end. */
import { createInterface } from 'node:readline'
import { readArguments, UsageError } from './arguments'
import { startLoopback, type Loopback } from './loopback/start'

try {
  run(await startLoopback(readArguments(process.argv.slice(2), process.env)))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(error instanceof UsageError ? 2 : 1)
}

function run(lab: Loopback): void {
  announce(lab.url)
  if (process.stdin.isTTY) {
    console.log('It opens once. Press Enter for a new address, Ctrl+C to end.')
    createInterface({ input: process.stdin }).on('line', () => announce(lab.newUrl()))
  }
  let closing = false
  const end = () => {
    if (closing) return
    closing = true
    lab.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end)
}

/** The second line is for programs. */
function announce(url: string): void {
  console.log(`Backprop Lab is open at ${url}\nLAB_URL ${url}`)
}
