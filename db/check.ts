/**
 * The full check: structure, references, and every digest of every run. It names each run and model that is damaged, and never throws
 * because of damage. It takes about a second for 100 MB: away from the main process, see db/tasks.ts.
 */
import { existsSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import type { CheckReport, StorageProblem } from '../src/api/storage'
import { isFinal } from '../src/api/records'
import { unlessDamaged } from './damage'
import { databaseName } from './data-folder'
import { datasetPath, digestDatasetFile } from './datasets'
import { digestBytes } from './digest'
import { openAsItIs, type Connection } from './driver'
import { LabError } from '../src/api/failure'
import { guarded } from './errors'
import { isPackedRight } from './packed-curves'
import { quickCheck, schemaProblems, structureProblems } from './quick-check'
import { hasSeals, parseJson, searchText, type RunColumns } from './rows'
import { computeMarks, computeSeal } from './seal'
import { summaryProblem } from './summary'

export { quickCheck } from './quick-check'

export interface CheckProgress {
  done: number
  total: number
}

/**
 * Checks a database file without changing it, beside a writer too. Throws a LabError `not-found` where there is no file, `busy` or
 * `data` where it cannot be read at the moment; damage is in the report.
 */
export function checkFile(path: string, onProgress: (progress: CheckProgress) => void = () => undefined): CheckReport {
  if (!existsSync(path)) throw new LabError('not-found', `There is no database ${path}`)
  return withDatabase(path, (db) => checkDatabase(db, onProgress), emptyReport)
}

/** The check of the start on a file: what is damaged, in words. */
export function quickCheckFile(path: string): string[] {
  return withDatabase(path, quickCheck, (message) => [message])
}

function withDatabase<T>(path: string, work: (db: Connection) => T, damaged: (message: string) => T): T {
  return guarded(path, () => {
    let reason = ''
    const db = unlessDamaged(
      () => openAsItIs(path),
      (message) => (reason = message),
    )
    if (!db) return damaged(reason)
    try {
      return work(db)
    } finally {
      db.close()
    }
  })
}

function emptyReport(message: string): CheckReport {
  const problems: StorageProblem[] = [{ kind: 'structure', run: null, message }]
  return { problems, experiments: 0, runs: 0, epochs: 0, models: 0, checkpoints: 0, sealed: 0, bytes: 0 }
}

export function checkDatabase(db: Connection, onProgress: (progress: CheckProgress) => void = () => undefined): CheckReport {
  return new Check(db, onProgress).run()
}

class Check {
  readonly #db: Connection
  readonly #onProgress: (progress: CheckProgress) => void
  readonly #problems: StorageProblem[] = []
  readonly #counts = { experiments: 0, runs: 0, epochs: 0, models: 0, checkpoints: 0, sealed: 0, bytes: 0 }
  readonly #configs = new Set<string>()

  constructor(db: Connection, onProgress: (progress: CheckProgress) => void) {
    this.#db = db
    this.#onProgress = onProgress
  }

  run(): CheckReport {
    for (const message of schemaProblems(this.#db)) this.#add('schema', null, message)
    for (const message of structureProblems(this.#db, 'integrity_check')) this.#add('structure', null, message)
    this.#try('reference', null, 'The references between tables', () => this.#checkReferences())
    this.#try('configuration', null, 'The experiments', () => this.#checkExperiments())
    this.#try('settings', null, 'The settings', () => this.#checkSettings())
    this.#try('drawings', null, 'The sets of drawings', () => this.#checkDrawingSets())
    this.#try('model', null, 'The weights that experiments begin with', () => this.#checkInitialWeights())
    this.#try('dataset', null, 'The imported data sets', () => this.#checkDatasets())
    const runs = this.#try('structure', null, 'The list of runs', () => this.#db.prepare<[], number>('SELECT id FROM runs ORDER BY id').pluck().all()) ?? []
    for (const [index, run] of runs.entries()) {
      this.#onProgress({ done: index, total: runs.length })
      this.#checkRun(run)
    }
    return { problems: this.#problems, ...this.#counts }
  }

  #add(kind: StorageProblem['kind'], run: number | null, message: string): void {
    this.#problems.push({ kind, run, message })
  }

  /** What cannot be read because it is damaged is a problem like any other. */
  #try<T>(kind: StorageProblem['kind'], run: number | null, what: string, work: () => T): T | undefined {
    return unlessDamaged(work, (message) => this.#add(kind, run, `${what} cannot be read: ${message}`))
  }

  #checkReferences(): void {
    for (const { table, rowid, parent } of this.#db.prepare<[], { table: string; rowid: number | null; parent: string }>('PRAGMA foreign_key_check').all()) {
      this.#add('reference', null, `Row ${rowid ?? '?'} of ${table} belongs to nothing in ${parent}`)
    }
    const counter = this.#db.prepare<[string], number>('SELECT seq FROM sqlite_sequence WHERE name = ?').pluck()
    for (const table of ['experiments', 'runs']) {
      const newest = this.#db.prepare<[], number | null>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0
      if (newest > (counter.get(table) ?? 0)) this.#add('reference', null, `The counter of ${table} is below their newest, ${newest}`)
    }
  }

  #checkExperiments(): void {
    const rows = this.#db.prepare<[], { id: number; config: string; digest: string }>('SELECT id, config, digest FROM experiments ORDER BY id')
    for (const { id, config, digest } of rows.iterate()) {
      this.#counts.experiments++
      if (digestBytes(config) !== digest) this.#add('configuration', null, `The configuration of experiment ${id} is not the one that was stored`)
    }
  }

  #checkSettings(): void {
    const rows = this.#db.prepare<[], { key: string; value: string }>('SELECT key, value FROM settings').all()
    for (const { key, value } of rows) if (parseJson(value) === undefined) this.#add('settings', null, `The setting ${key} cannot be read`)
  }

  /** Runs train with them: they can only be repeated with the very same. An older schema has none. */
  #checkDrawingSets(): void {
    if (!this.#hasTable('drawing_sets')) return
    const rows = this.#db.prepare<[], { digest: string; content: string }>('SELECT digest, content FROM drawing_sets')
    for (const { digest, content } of rows.iterate())
      if (digestBytes(content) !== digest) this.#add('drawings', null, `The set of drawings ${digest} is not the one that was stored`)
  }

  /** Of forks: they can only be repeated from the very same. An older schema has none. */
  #checkInitialWeights(): void {
    if (!this.#hasTable('initial_weights')) return
    const rows = this.#db.prepare<[], { experiment: number; sha256: string; file: Buffer }>('SELECT experiment, sha256, file FROM initial_weights')
    for (const { experiment, sha256, file } of rows.iterate()) {
      this.#counts.bytes += file.length
      if (digestBytes(file) !== sha256) this.#add('model', null, `The weights that experiment ${experiment} begins with are not the ones that were stored`)
    }
  }

  #hasTable(name: string): boolean {
    return this.#db.prepare('SELECT 1 FROM sqlite_schema WHERE name = ?').get(name) !== undefined
  }

  /** Their numbers lie beside the database in use; a backup elsewhere has none. An older schema has no data sets. */
  #checkDatasets(): void {
    if (basename(this.#db.name) !== databaseName) return
    if (!this.#hasTable('datasets')) return
    const folder = dirname(this.#db.name)
    for (const { digest, name } of this.#db.prepare<[], { digest: string; name: string }>('SELECT digest, name FROM datasets').all()) {
      const found = digestDatasetFile(datasetPath(folder, digest))
      if (found === null) this.#add('dataset', null, `The data set ${JSON.stringify(name)} (${digest}) is missing: import its file again`)
      else if (found !== digest)
        this.#add('dataset', null, `The data set ${JSON.stringify(name)} (${digest}) is not the one that was stored: import its file again`)
    }
  }

  #checkRun(run: number): void {
    this.#counts.runs++
    this.#try('run', run, `Run ${run}`, () => {
      const row = this.#db.prepare<[number], RunColumns>('SELECT * FROM runs WHERE id = ?').get(run)
      // Found by one way and not by another: the check of the structure has said so.
      if (!row) return this.#add('run', run, `Run ${run} is listed and cannot be found`)
      this.#checkRow(row)
    })
    this.#try('model', run, `The models of run ${run}`, () => this.#checkModels(run))
    this.#try('checkpoint', run, `The checkpoint of run ${run}`, () => this.#checkCheckpoint(run))
  }

  #checkRow(row: RunColumns): void {
    const { id } = row
    if (!this.#configs.has(row.config_digest + row.config)) {
      if (digestBytes(row.config) === row.config_digest) this.#configs.add(row.config_digest + row.config)
      else this.#add('configuration', id, `The configuration of run ${id} is not the one that was stored`)
    }
    this.#counts.epochs += this.#db.prepare<[number], number>('SELECT count(*) FROM epochs WHERE run = ?').pluck().get(id) ?? 0
    if (!hasSeals(row)) return
    const tags = parseJson(row.tags)
    const words = Array.isArray(tags) && searchText({ name: row.name, setting: row.setting, tags: tags.map(String), note: row.note })
    if (row.marks_digest === null || computeMarks(this.#db, id) !== row.marks_digest || words !== row.search_text) {
      this.#add('marks', id, `The name, tags, note or marks of run ${id} are not the ones that were stored`)
    }
    if (row.seal !== null) this.#counts.sealed++
    const problem = this.#contentProblem(row)
    if (problem !== null) this.#add('seal', id, problem)
  }

  #contentProblem(row: RunColumns): string | null {
    const { id, status, seal } = row
    if (!isFinal(status)) return seal === null ? summaryProblem(this.#db, row) : `Run ${id} is ${status} and sealed: only a run that has ended has a seal`
    if (seal === null) return `Run ${id} is ${status} and has no seal`
    if (computeSeal(this.#db, id) !== seal) return `The record of run ${id} is not the one that was sealed: its row, an epoch or a model has changed`
    // A copy for charts, which an older schema does not have.
    return !this.#hasTable('packed_curves') || isPackedRight(this.#db, id) ? null : `The packed curves of run ${id} are not those of its epochs`
  }

  #checkModels(run: number): void {
    const rows = this.#db.prepare<[number], { kind: string; epoch: number; sha256: string; file: Buffer }>(
      'SELECT kind, epoch, sha256, file FROM models WHERE run = ? ORDER BY kind, epoch',
    )
    for (const { kind, epoch, sha256, file } of rows.iterate(run)) {
      this.#counts.models++
      this.#counts.bytes += file.length
      if (digestBytes(file) !== sha256) this.#add('model', run, `The ${kind} model (epoch ${epoch}) of run ${run} is not the one that was stored`)
    }
  }

  #checkCheckpoint(run: number): void {
    const row = this.#db.prepare<[number], { sha256: string; state: Buffer }>('SELECT sha256, state FROM checkpoints WHERE run = ?').get(run)
    if (!row) return
    this.#counts.checkpoints++
    this.#counts.bytes += row.state.length
    if (digestBytes(row.state) !== row.sha256) this.#add('checkpoint', run, `The checkpoint of run ${run} is not the one that was stored`)
  }
}
