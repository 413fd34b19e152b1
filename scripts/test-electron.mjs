/**
 * npm run test:electron: the tests of the shell on true Electron. Ends with 2, and says why, where Electron cannot open here: whoever publishes
 * may not take that for a test that has passed.
 */
import './node-guard.mjs'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { hindrance } from './launcher/choice.mjs'
import { findElectron } from './launcher/electron.mjs'
import { leaveRecord } from './release/record.mjs'

const reason =
  hindrance({ platform: process.platform, env: process.env, uid: process.getuid?.() }) ?? (findElectron() === null ? 'its binary is not installed' : null)
if (reason !== null) {
  console.error(`True Electron was not tested: ${reason}. On Linux without a display use xvfb-run; "node node_modules/electron/install.js" gets the binary.`)
  process.exit(2)
}

const vitest = resolve(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'e2e', 'test/e2e/shell-contract.test.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, LAB_TRUE_ELECTRON: '1' },
})
if (status === 0) {
  const { version } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../node_modules/electron/package.json'), 'utf8'))
  leaveRecord('electron-tests', { kind: 'electron-tests', electron: version })
}
process.exit(status ?? 1)
