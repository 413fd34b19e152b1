/**
 * Runs a built Electron main script without Electron: `node --import ./test/electron-standin/register.mjs out/main/index.js`.
 *
 * The module `electron` is replaced by a stand-in that drives a real headless Chromium through Playwright. It proves our code against
 * Electron's documented interface and says nothing about Electron itself. Whatever it does not implement throws.
 */
import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

const standin = new URL('./electron.mjs', import.meta.url).href

registerHooks({
  resolve: (specifier, context, next) => (specifier === 'electron' ? { url: standin, shortCircuit: true } : next(specifier, context)),
})

process.on('uncaughtException', (error) => {
  // A program that listens decides for itself.
  if (process.listenerCount('uncaughtException') > 1) return
  console.error('Uncaught in the stand-in:', error)
  process.exit(70)
})

const { becomeReady } = await import('./app.mjs')
const { listenToTest } = await import('./control.mjs')

// Electron gets ready only after its entry, with the awaits at its top level, has settled.
setImmediate(async () => {
  await import(pathToFileURL(process.argv[1]).href)
  listenToTest()
  becomeReady()
})
