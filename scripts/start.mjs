/**
 * npm start: builds when sources are newer and opens the lab, in Electron where that can be had, otherwise in the browser.
 *
 * LAB_SHELL=electron or LAB_SHELL=browser asks for one of them. `npm start -- --data-dir DIR --port N --no-open`: another data folder,
 * a fixed port for the browser, and only the address instead of a browser.
 */
import './node-guard.mjs'
import { spawn } from 'node:child_process'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { buildIfStale } from './build-if-stale.mjs'
import { browserCommand, hindrance, readWish } from './launcher/choice.mjs'
import { findElectron, installElectron } from './launcher/electron.mjs'

const root = resolve(import.meta.dirname, '..')
const words = process.argv.slice(2)
const surroundings = { platform: process.platform, env: process.env, uid: process.getuid?.() }

try {
  const wish = readWish(process.env.LAB_SHELL)
  buildIfStale()
  await open(wish)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}

async function open(wish) {
  if (wish === 'browser') return openBrowser()
  const reason = hindrance(surroundings) ?? (findElectron() === null ? await installElectron() : null)
  const binary = reason === null ? findElectron() : null
  if (binary !== null) return openElectron(binary)
  const why = reason ?? 'its binary is missing'
  if (wish === 'electron') {
    throw new Error(`Electron cannot open: ${why}. Behind a firewall set ELECTRON_MIRROR or ELECTRON_OVERRIDE_DIST_PATH, or use LAB_SHELL=browser.`)
  }
  console.log(`Electron cannot open: ${why}. The same lab opens in the browser, served to this computer alone.`)
  return openBrowser()
}

function openElectron(binary) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const child = spawn(binary, [root, ...words.filter((word) => word !== '--no-open')], { stdio: 'inherit', env })
  follow(child)
}

function openBrowser() {
  const child = spawn(process.execPath, [join(root, 'out/main/serve.js'), ...words], { stdio: ['inherit', 'pipe', 'inherit'] })
  createInterface({ input: child.stdout }).on('line', (line) => {
    console.log(line)
    const url = line.startsWith('LAB_URL ') ? line.slice('LAB_URL '.length) : null
    if (url !== null && !words.includes('--no-open')) showAddress(url)
  })
  follow(child)
}

/** The address is printed already: where no browser opens, the user takes it from there. */
function showAddress(url) {
  const command = browserCommand(url, surroundings)
  if (command === null) return
  const [program, ...rest] = command
  spawn(program, rest, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref()
}

/** Ends with the child and as the child; what asks this process to end asks the child. */
function follow(child) {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', (error) => {
    console.error(error.message)
    process.exit(1)
  })
  child.once('exit', (code) => process.exit(code ?? 1))
}
