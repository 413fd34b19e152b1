/** Electron's binary, which comes from a download of its own: where it is, and how to get it. */
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const folder = resolve(import.meta.dirname, '../../node_modules/electron')

/** Milliseconds to wait for the download before something else is opened. */
const patience = 20_000

/** Path of the binary, or null. The package is only looked at: requiring it would start the download. */
export function findElectron() {
  // Written last by the installer: where it is missing the download never came to its end.
  const pathFile = join(folder, 'path.txt')
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!override && !existsSync(pathFile)) return null
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8').trim() : 'electron'
  const binary = join(override ?? join(folder, 'dist'), name)
  return existsSync(binary) ? binary : null
}

/**
 * Runs Electron's own installer. Resolves to null when Electron is there, and to the reason in words when it is not. A download that
 * takes long goes on beside the lab, for the next start, and ends with it.
 */
export function installElectron() {
  const installer = join(folder, 'install.js')
  if (!existsSync(installer)) return Promise.resolve('the package electron is not installed')
  console.log('Electron is not on this computer yet: trying to download it once...')
  const child = spawn(process.execPath, [installer], { stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text))
  process.once('exit', () => child.kill())
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.once('exit', (code) => {
        if (code === 0) console.log('Electron is downloaded: the next start opens it.')
      })
      resolve(`its download is not finished after ${patience / 1000} seconds`)
    }, patience)
    const settle = (reason) => {
      clearTimeout(timer)
      resolve(reason)
    }
    child.once('error', (error) => settle(error.message))
    child.once('exit', (code) => settle(code === 0 ? null : `its download failed: ${firstLine(errors)}`))
  })
}

function firstLine(text) {
  return text.trim().split('\n')[0] || 'no reason given'
}
