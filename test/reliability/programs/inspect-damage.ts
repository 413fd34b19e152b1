/**
 * `inspect-damage FOLDER SEED FROM TO`: damages the database of the folder in one way after the other, each in a copy, and prints what
 * the lab makes of it, a line of JSON each. A process of its own: damage that ended it would not end the campaign.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { backupFolder } from '../../../db/backup'
import { checkFile } from '../../../db/check'
import { databaseName } from '../../../db/data-folder'
import { createStream } from '../../../src/engine/random/stream'
import { digestContents } from '../parts/contents'
import { damageFile } from '../parts/damage'
import type { Inspection } from '../parts/inspection'
import { startOnDamage } from '../parts/next-start'

const [folder = '', seed = '1', from = '0', to = '0'] = process.argv.slice(2)
const healthy = readFileSync(join(folder, databaseName))
const contents = digestContents(join(folder, databaseName))
const copy = join(folder, 'damaged')

for (let attempt = Number(from); attempt < Number(to); attempt++) {
  const { bytes, what } = damageFile(healthy, createStream(Number(seed), 'selection', attempt))
  rmSync(copy, { recursive: true, force: true })
  mkdirSync(copy)
  const path = join(copy, databaseName)
  writeFileSync(path, bytes)
  const backup = attempt % 2 === 1
  if (backup) cpSync(backupFolder(folder), backupFolder(copy), { recursive: true })
  const found = checkFile(path).problems.length > 0
  const changed = digestContents(path) !== contents
  const inspection: Inspection = { attempt, what, changed, found, ...startOnDamage(copy, backup) }
  // At once: a line that is there was written before the next damage.
  writeSync(1, `${JSON.stringify(inspection)}\n`)
}
