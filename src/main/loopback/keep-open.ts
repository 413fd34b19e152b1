/** A loopback shell in a terminal: says where it is open, gives new addresses, and closes when it is told to end. */
import { createInterface } from 'node:readline'
import type { Loopback } from './start'

/** Resolves when the lab is closed. */
export async function keepOpen(lab: Loopback): Promise<void> {
  // Listens before anybody can know that it is open, and answer by ending it.
  const ending = toldToEnd()
  announce(lab.url)
  const lines = process.stdin.isTTY ? createInterface({ input: process.stdin }) : null
  if (lines) {
    console.log('It opens once. Press Enter for a new address, Ctrl+C to end.')
    lines.on('line', () => announce(lab.newUrl()))
  }
  await ending
  lines?.close()
  await lab.close()
}

function toldToEnd(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })
}

/** The second line is for programs. */
function announce(url: string): void {
  console.log(`Backprop Lab is open at ${url}\nLAB_URL ${url}`)
}
