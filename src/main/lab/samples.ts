/**
 * The sample runs that come with the program, made by `npm run samples`.
 *
 * They are imported into the user's database instead of being shown from a file of their own: every room asks the database by a run's number,
 * so that a sample is compared, inspected and drawn with like any other run, and no operation has to know of two stores. The lock keeps them
 * from being changed. It happens by itself once, in a database in which nothing was ever recorded; whoever removes them is not asked again.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { ImportReport } from '../../api/archive'
import { LabError } from '../../api/failure'
import { systemCode } from '../../api/system-code'
import { sampleTag } from '../../api/samples'
import { locateProgram } from '../program'
import type { OperationContext } from './operations/operations'

/** Bytes of the archive at most, once unpacked. */
const mostBytes = 32 * 1024 ** 2

/**
 * The archive's bytes. They lie compressed, inside the packed program too, where SQLite cannot open a file.
 * @throws LabError `data` that names the file where it cannot be read
 */
export function readSamples(root: string = locateProgram().root): Uint8Array {
  const path = join(root, 'resources', 'samples.bplab.gz')
  try {
    return gunzipSync(readFileSync(path), { maxOutputLength: mostBytes })
  } catch (error) {
    const reason = systemCode(error)
    throw new LabError('data', `The sample runs ${path} cannot be read (${reason}): install the program anew, or record them with npm run samples`)
  }
}

/** Adds those that are missing; those that are here but were unlocked or thrown away become samples again. */
export async function addSamples({ requireWriter, transfers, events }: OperationContext): Promise<ImportReport> {
  const { store } = requireWriter()
  const { transfer, path } = transfers.begin()
  try {
    writeFileSync(path, readSamples(), { mode: 0o600 })
    const report = await store.importArchive(path)
    const thrown = report.present.filter(({ trashedAt }) => trashedAt !== null).map(({ id }) => id)
    if (thrown.length > 0) store.editor.restore(thrown)
    const unlocked = report.present.filter(({ locked }) => !locked).map(({ id }) => id)
    const present = unlocked.length > 0 ? store.editor.update(unlocked, { tags: [sampleTag], locked: true }) : []
    for (const run of [...report.added, ...present]) events.emit({ event: 'run', data: run })
    return report
  } finally {
    transfers.end(transfer)
  }
}

/** The first start: in a database that never held a run. A failure is told and stops nothing. */
export async function bringSamples(context: OperationContext): Promise<void> {
  try {
    await addSamples(context)
  } catch (error) {
    const failure = error instanceof LabError ? error : new LabError('internal', String(error))
    context.events.emit({ event: 'fault', data: failure.toFailure() })
  } finally {
    context.samplesComing = false
  }
}
