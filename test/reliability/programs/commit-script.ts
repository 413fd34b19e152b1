/** `commit-script FOLDER BATCHES [hold]`: makes the script's commits; after each it prints its number and the bytes of the log so far. */
import { statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { databaseName } from '../../../db/data-folder'
import { openStore } from '../../../db/store'
import { beginScript, commitsBeforeBatches, scriptBatch } from '../parts/script'

const [folder = '', batches = '0', end = 'close'] = process.argv.slice(2)
const store = openStore({ folder, mode: 'write', program: 'the script' })

function committed(commit: number): void {
  const log = statSync(join(folder, `${databaseName}-wal`), { throwIfNoEntry: false })?.size ?? 0
  // At once, past the queue of the stream: a line that is there was written after its commit.
  writeSync(1, `${commit} ${log}\n`)
}

const run = beginScript(store.recorder, committed)
for (let batch = 0; batch < Number(batches); batch++) {
  store.recorder.recordBatch(run, scriptBatch(batch))
  committed(commitsBeforeBatches + batch + 1)
}
// A log that nobody has folded into the database is what a power failure leaves.
if (end === 'hold') process.kill(process.pid, 'SIGKILL')
store.close()
