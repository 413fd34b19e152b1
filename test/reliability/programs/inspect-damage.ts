/**
 * `inspect-damage FOLDER SEED FROM TO`: damages the database of the folder in one way after the other, each in a copy, and prints what
 * the lab makes of it, a line of JSON each. A process of its own: damage that ended it would not end the campaign.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { openStore } from '../../../db/store'
import { LabError } from '../../../src/api/failure'
import { createStream } from '../../../src/engine/random/stream'
import { digestContents } from '../parts/contents'
import { damageFile } from '../parts/damage'
import { findDamage } from '../parts/find-damage'
import type { Inspection } from '../parts/inspection'

const [folder = '', seed = '1', from = '0', to = '0'] = process.argv.slice(2)
const healthy = readFileSync(join(folder, databaseName))
const contents = digestContents(join(folder, databaseName))
const copy = join(folder, 'damaged')

for (let attempt = Number(from); attempt < Number(to); attempt++) {
  const { bytes, what } = damageFile(healthy, createStream(Number(seed), 'selection', attempt))
  mkdirSync(copy)
  const path = join(copy, databaseName)
  writeFileSync(path, bytes)
  const found = findDamage(path)
  const changed = digestContents(path) !== contents
  const inspection: Inspection = { attempt, what, changed, found: found.length > 0, failure: startFailure(copy) }
  // At once: a line that is there was written before the next damage.
  writeSync(1, `${JSON.stringify(inspection)}\n`)
  rmSync(copy, { recursive: true })
}

/** Starts on the folder and reads everything; what goes wrong must be said in the lab's own words. */
function startFailure(damaged: string): string | null {
  try {
    const store = openStore({ folder: damaged, mode: 'write', program: 'the next start' })
    try {
      for (const { id } of store.queries.listRuns({ trashed: false, archived: true, limit: 1000 })) {
        store.queries.listEpochs([id])
        for (const { kind, epoch } of store.queries.listModels(id)) store.queries.getModel(id, kind, epoch)
        store.queries.getCheckpoint(id)
      }
    } finally {
      store.close()
    }
    return null
  } catch (error) {
    return error instanceof LabError ? null : String(error)
  }
}
