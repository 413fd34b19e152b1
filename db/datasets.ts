/**
 * Data sets that the user imported: a row each, and a file of numbers. The numbers lie beside the database and not within it, because they
 * are read whole, as one block that the system pages in and threads share, may be hundreds of megabytes, and never change: within the
 * database every backup would copy them, and its log would hold them once more. What is written is complete before it has its name, the
 * SHA-256 of its content.
 */
import { createHash } from 'node:crypto'
import { closeSync, mkdirSync, openSync, readdirSync, readSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { DatasetRow } from '../src/api/datasets'
import { LabError } from '../src/api/failure'
import type { Clock } from './clock'
import { writeTransaction, type Connection } from './driver'
import { guarded } from './errors'
import { publish } from './files'

/** Ends the names of files that are not complete yet. */
const partEnding = '.part'

interface DatasetColumns extends Pick<DatasetRow, 'digest' | 'name' | 'task' | 'samples' | 'inputs' | 'outputs' | 'bytes'> {
  source: string
  choices: string
  content: string
  imported_at: string
}

/** What is known of an imported data set but the moment. */
export type NewDataset = Omit<DatasetRow, 'importedAt'>

export function datasetFolder(folder: string): string {
  return join(folder, 'datasets')
}

/** Where the file of a data set lies, if it is here. */
export function datasetPath(folder: string, digest: string): string {
  return join(datasetFolder(folder), `${digest}.bin`)
}

/** SHA-256 of a data set's file, read in pieces; null where it cannot be read. */
export function digestDatasetFile(path: string): string | null {
  const hash = createHash('sha256')
  const block = new Uint8Array(1024 * 1024)
  try {
    const descriptor = openSync(path, 'r')
    try {
      for (;;) {
        const read = readSync(descriptor, block)
        if (read === 0) return hash.digest('hex')
        hash.update(block.subarray(0, read))
      }
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return null
  }
}

/** Makes the folder, and removes what an import that was cut off has left; returns a name for a file in the making. */
export function beginDatasetFile(folder: string): string {
  const place = datasetFolder(folder)
  mkdirSync(place, { recursive: true, mode: 0o700 })
  for (const name of readdirSync(place)) if (name.endsWith(partEnding)) rmSync(join(place, name), { force: true })
  return join(place, `import${partEnding}`)
}

/** Gives a complete file the name that its content has. */
export function publishDataset(folder: string, part: string, digest: string): void {
  publish(part, datasetPath(folder, digest))
}

export class Datasets {
  constructor(
    private readonly db: Connection,
    private readonly folder: string,
    private readonly now: Clock,
  ) {}

  /** Newest first. */
  list(): DatasetRow[] {
    const rows = guarded(this.db.name, () => this.db.prepare<[], DatasetColumns>('SELECT * FROM datasets ORDER BY imported_at DESC, digest').all())
    return rows.map(toRow)
  }

  /** By its digest, the beginning of it, or its name. Throws a LabError `not-found` where there is none, `invalid` where there are several. */
  get(named: string): DatasetRow {
    const rows = this.list()
    const found = rows.filter(({ digest, name }) => name === named || (/^[0-9a-f]{6,64}$/.test(named) && digest.startsWith(named)))
    const [first, ...more] = found
    if (first === undefined)
      throw new LabError('not-found', `There is no data set ${JSON.stringify(named.slice(0, 80))} in this lab: "lab data list" names them`)
    if (more.length > 0)
      throw new LabError(
        'invalid',
        `${found.length} data sets are called ${JSON.stringify(named.slice(0, 80))}: name one by its digest, ${found.map(({ digest }) => digest.slice(0, 12)).join(' or ')}`,
      )
    return first
  }

  find(digest: string): DatasetRow | null {
    const row = guarded(this.db.name, () => this.db.prepare<[string], DatasetColumns>('SELECT * FROM datasets WHERE digest = ?').get(digest))
    return row === undefined ? null : toRow(row)
  }

  /** The path of its file, or null where this lab does not have it. */
  path(digest: string): string | null {
    const path = datasetPath(this.folder, digest)
    return this.find(digest) !== null && statSync(path, { throwIfNoEntry: false })?.isFile() === true ? path : null
  }

  /** Takes note of a file that was published. What is here already stays as it was imported first. */
  add({ source, choices, content, ...dataset }: NewDataset): { row: DatasetRow; present: boolean } {
    const present = this.find(dataset.digest)
    if (present !== null) return { row: present, present: true }
    const texts = { source: JSON.stringify(source), choices: JSON.stringify(choices), content: JSON.stringify(content) }
    const row: DatasetColumns = { ...dataset, ...texts, imported_at: this.now().toISOString() }
    writeTransaction(this.db, () =>
      this.db
        .prepare(
          `INSERT INTO datasets (digest, name, task, samples, inputs, outputs, bytes, source, choices, content, imported_at)
           VALUES (@digest, @name, @task, @samples, @inputs, @outputs, @bytes, @source, @choices, @content, @imported_at)`,
        )
        .run(row),
    )
    return { row: toRow(row), present: false }
  }

  /** How many recorded runs train on it. */
  runsOf(digest: string): number {
    const sql = "SELECT count(*) FROM runs WHERE json_extract(config, '$.data.set.digest') = ?"
    return guarded(this.db.name, () => this.db.prepare<[string], number>(sql).pluck().get(digest)) ?? 0
  }

  /** For good, with its file. Throws a LabError `conflict` where runs train on it and that is not wanted. */
  remove(digest: string, wanted: { evenIfUsed: boolean }): void {
    const runs = this.runsOf(digest)
    if (runs > 0 && !wanted.evenIfUsed)
      throw new LabError(
        'conflict',
        `${runs === 1 ? 'A run trains' : `${runs} runs train`} on this data set, which could not be repeated or resumed without it`,
      )
    writeTransaction(this.db, () => this.db.prepare('DELETE FROM datasets WHERE digest = ?').run(digest))
    rmSync(datasetPath(this.folder, digest), { force: true })
  }
}

/** Throws a LabError `data` where the texts are not what was written. */
function toRow({ source, choices, content, imported_at, ...row }: DatasetColumns): DatasetRow {
  try {
    return { ...row, source: JSON.parse(source), choices: JSON.parse(choices), content: JSON.parse(content), importedAt: imported_at }
  } catch {
    throw new LabError('data', `What is known of the data set ${row.digest} is damaged: restore a backup that has it`)
  }
}
