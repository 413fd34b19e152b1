/** The database may not grow (SQLite's max_page_count): a full disk that can be made everywhere. */
import { join } from 'node:path'
import { systemClock } from '../../../db/clock'
import { databaseName } from '../../../db/data-folder'
import { openForWriting, type Connection } from '../../../db/driver'
import { migrate } from '../../../db/migrate'
import { Queries } from '../../../db/queries'
import { Recorder } from '../../../db/recorder'
import { LabError } from '../../../src/api/failure'
import type { RandomStream } from '../../../src/engine/random/stream'
import { nothingMissing, type Campaign, type Context } from '../campaign'
import { beginScript, commitsBeforeBatches, epochsOfCommit, readScript, scriptBatch } from '../parts/script'

const batches = 20
/** Pages that the limit leaves; each batch needs at least one. */
const room = 6
/** As many pages as SQLite allows. */
const unlimited = 0xfffffffe

export const fullDatabase: Campaign = {
  name: 'full-database',
  title: 'no page more for the database (max_page_count), then room again',
  counts: { ordinary: 20, long: 500 },
  missing: nothingMissing,
  async run({ count, random, scratch, tally }: Context) {
    for (let attempt = 0; attempt < count; attempt++) {
      const folder = scratch()
      const problems = fillAndGoOn(folder, random(attempt))
      const { commits, problems: stored } = readScript(folder)
      if (commits !== commitsBeforeBatches + batches) problems.push(`${commits} commits are stored`)
      tally.add(`limit ${attempt}`, [...problems, ...stored])
    }
  },
}

function fillAndGoOn(folder: string, random: RandomStream): string[] {
  const db = openForWriting(join(folder, databaseName))
  try {
    migrate(db, systemClock)
    return recordWithLimit(db, random)
  } finally {
    db.close()
  }
}

/** Sets the limit before some batch; the batch that does not fit is refused whole, and fits when there is room. */
function recordWithLimit(db: Connection, random: RandomStream): string[] {
  const queries = new Queries(db)
  const recorder = new Recorder(db, queries, systemClock)
  const run = beginScript(recorder, () => undefined)
  const limited = random.integerBelow(batches - room - 1)
  const problems: string[] = []
  let refused = 0
  for (let batch = 0; batch < batches; batch++) {
    if (batch === limited) db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + random.integerBelow(room)}`)
    try {
      recorder.recordBatch(run, scriptBatch(batch))
    } catch (error) {
      if (!(error instanceof LabError) || !error.message.includes('is full')) throw error
      refused++
      const stored = queries.listEpochs([run])[0]?.epochs.length
      if (stored !== batch * epochsOfCommit) problems.push(`${String(stored)} epochs are stored after ${batch} batches`)
      db.pragma(`max_page_count = ${unlimited}`)
      recorder.recordBatch(run, scriptBatch(batch))
    }
  }
  return refused === 1 ? problems : [...problems, `${refused} batches were refused`]
}
