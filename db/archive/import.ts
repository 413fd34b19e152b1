/** Brings an archive into the lab: everything is checked first, then all of it is added in one transaction, and nothing twice. */
import type { ImportReport, MissingDataset, RefusedRun } from '../../src/api/archive'
import { isFinal, unknownOrigin } from '../../src/api/records'
import { canonicalJson } from '../../src/engine/config/canonical'
import { experimentSchema, trialSchema, type ExperimentConfig } from '../../src/engine/config/experiment'
import { expandSettings, joinSeeds, listSeeds } from '../../src/engine/config/trials'
import { isBetter, type EpochScore } from '../../src/engine/training/records'
import type { Datasets } from '../datasets'
import { digestBytes, digestConfig } from '../digest'
import { keyOfDrawing } from '../drawings'
import { writeTransaction, type Connection } from '../driver'
import type { Queries } from '../queries'
import { fromEpoch, fromScore, searchText, toEpoch } from '../rows'
import { computeSeal, digestMarks, sealRun } from '../seal'
import { digestRun } from './content'
import { datasetNamedIn } from './own-data'
import { ArchiveReader, type RunOfArchive } from './read'
import { parseJson, readTags, type ArchivedDrawing, type ArchivedExperiment, type ArchivedInitialWeights, type ArchivedRun } from './rows'
import { readStoredRun } from './stored-run'

export interface ImportRequest {
  db: Connection
  queries: Queries
  datasets: Pick<Datasets, 'path'>
  file: string
  /** Awaited between runs while they are checked. */
  pause(): Promise<void>
}

/**
 * A run is already there where its configuration, seed, data and all that training left are equal; one that differs in any of them stands
 * beside it as a run of its own. An experiment is already there where its beginning and its configuration without seeds are equal: it takes
 * in the runs that it lacks, and their seeds.
 * @throws LabError `data` that names what in the file is not as it was exported; nothing has changed then
 */
export async function importArchive({ db, queries, datasets, file, pause }: ImportRequest): Promise<ImportReport> {
  const archive = ArchiveReader.open(file)
  try {
    await archive.checkAll(pause)
    const { added, present, wanted, ...rest } = writeTransaction(db, () => new Import(db, archive).run())
    const found = [...new Set(present)]
    return {
      ...rest,
      contentDigest: archive.manifest.content_digest,
      added: queries.getRuns(added),
      present: queries.getRuns(found),
      missing: missingIn(archive, wanted, datasets),
    }
  } finally {
    archive.close()
  }
}

/** Most runs first. */
function missingIn(archive: ArchiveReader, wanted: ReadonlyMap<string, number>, datasets: Pick<Datasets, 'path'>): MissingDataset[] {
  const names = new Map(archive.datasets().map(({ digest, name }) => [digest, name]))
  return [...wanted]
    .filter(([digest]) => datasets.path(digest) === null)
    .map(([digest, runs]) => ({ digest, name: names.get(digest) ?? null, runs }))
    .sort((a, b) => b.runs - a.runs || (a.digest < b.digest ? -1 : 1))
}

interface Outcome extends Pick<ImportReport, 'experiments' | 'drawings' | 'refused'> {
  added: number[]
  present: number[]
  /** How many of these runs train on each data set, by its digest. */
  wanted: Map<string, number>
}

/** One import within its transaction. It reads the archive anew, with every check: what is added is what was checked. */
class Import {
  readonly #refused: RefusedRun[] = []
  /** The numbers that runs of the archive have in this lab, by those that they have in the archive. */
  readonly #here = new Map<number, number>()
  readonly #wanted = new Map<string, number>()

  constructor(
    private readonly db: Connection,
    private readonly archive: ArchiveReader,
  ) {}

  run(): Outcome {
    const experiments = this.archive.experiments()
    const weights = new Map(this.archive.initialWeights().map((one) => [one.experiment, one]))
    const present: number[] = []
    const missing: { number: number; experiment: number }[] = []
    // All are looked up before one is added: two equal runs of the archive are two.
    for (let number = 1; number <= this.archive.manifest.runs; number++) {
      const run = this.archive.run(number)
      const there = this.#find(run)
      if (there !== null) {
        this.#noteData(run.row)
        present.push(there)
        this.#here.set(number, there)
      } else if (!this.#refuses(run.row, experiments)) {
        this.#noteData(run.row)
        missing.push({ number, experiment: run.row.experiment })
      }
    }
    // Likewise: two equal experiments of the archive are two.
    const homes = new Map<number, number | null>()
    for (const { experiment } of missing)
      if (!homes.has(experiment)) homes.set(experiment, this.#findHome(experiments[experiment - 1]!, weights.get(experiment)))
    const made = [...homes].filter(([, home]) => home === null)
    for (const [experiment] of made) homes.set(experiment, this.#addExperiment(experiments[experiment - 1]!, weights.get(experiment)))
    const added = missing.map(({ number, experiment }) => {
      const id = this.#addRun(this.archive.run(number), homes.get(experiment)!)
      this.#here.set(number, id)
      return id
    })
    this.#addDrawingSets()
    const drawings = this.#addDrawings(this.archive.drawings())
    return { added, present, refused: this.#refused, experiments: made.length, drawings, wanted: this.#wanted }
  }

  #noteData({ config }: ArchivedRun): void {
    const digest = datasetNamedIn(parseJson(config))
    if (digest !== null) this.#wanted.set(digest, (this.#wanted.get(digest) ?? 0) + 1)
  }

  /** The run of this lab that holds the same, or null. */
  #find({ row }: RunOfArchive): number | null {
    const candidates = this.db.prepare<[string, number], number>('SELECT id FROM runs WHERE config_digest = ? AND seed = ? ORDER BY id').pluck()
    const same = candidates.all(row.config_digest, row.seed).find((id) => {
      const { row: stored, ...content } = readStoredRun(this.db, id)
      return digestRun({ run: stored, ...content }) === row.content_digest
    })
    return same ?? null
  }

  /** Whether this version cannot hold the run; then it is noted why. */
  #refuses({ name, seed, config, experiment, kernels }: ArchivedRun, experiments: readonly ArchivedExperiment[]): boolean {
    const trial = trialSchema.safeParse(parseJson(config))
    const whole = experimentSchema.safeParse(parseJson(experiments[experiment - 1]?.config ?? ''))
    if (trial.success && whole.success) return false
    const what = trial.success ? 'experiment' : 'configuration'
    this.#refused.push({ name, seed, reason: `Its ${what} is not one that this version of Backprop Lab knows (kernels ${kernels})` })
    return true
  }

  /** The experiment of this lab that the runs belong to, or null. An archive of version 1 does not say what its runs began with. */
  #findHome({ config: text, created_at }: ArchivedExperiment, weights: ArchivedInitialWeights | undefined): number | null {
    const config = experimentSchema.parse(parseJson(text))
    const identity = withoutSeeds(config)
    const begun = this.db.prepare<[string], { id: number; config: string }>('SELECT id, config FROM experiments WHERE created_at = ? ORDER BY id')
    const begunWith = this.db.prepare<[number], string>('SELECT sha256 FROM initial_weights WHERE experiment = ?').pluck()
    for (const { id, config: stored } of begun.all(created_at)) {
      if (this.archive.version > 1 && begunWith.get(id) !== weights?.sha256) continue
      const own = experimentSchema.safeParse(parseJson(stored))
      if (own.success && withoutSeeds(own.data) === identity && this.#takeSeeds(id, own.data, config)) return id
    }
    return null
  }

  #addExperiment({ config, digest, created_at }: ArchivedExperiment, weights: ArchivedInitialWeights | undefined): number {
    const insert = this.db.prepare('INSERT INTO experiments (config, digest, created_at) VALUES (?, ?, ?)')
    const id = Number(insert.run(config, digest, created_at).lastInsertRowid)
    if (weights) {
      const file = this.archive.initialWeightsFile(weights)
      this.db.prepare('INSERT INTO initial_weights (experiment, sha256, file) VALUES (?, ?, ?)').run(id, weights.sha256, file)
    }
    return id
  }

  /** False where the experiment would have too many trials with these seeds; it is as it was then. */
  #takeSeeds(id: number, own: ExperimentConfig, other: ExperimentConfig): boolean {
    const known = new Set(listSeeds(own.seeds))
    if (listSeeds(other.seeds).every((seed) => known.has(seed))) return true
    const config = { ...own, seeds: joinSeeds(own.seeds, other.seeds) }
    if (!expandSettings(config).ok) return false
    const text = canonicalJson(config)
    this.db.prepare('UPDATE experiments SET config = ?, digest = ? WHERE id = ?').run(text, digestBytes(text), id)
    return true
  }

  #addRun({ row, epochs, models, checkpoint }: RunOfArchive, experiment: number): number {
    const { number, content_digest: _digest, seal, from_run, ...columns } = row
    const records = epochs.map((epoch) => toEpoch({ run: 0, ...epoch }))
    const best = records.reduce<EpochScore | null>((best, record) => (isBetter(record, best) ? record : best), null)
    const last = records.at(-1) ?? null
    const named = {
      ...columns,
      experiment,
      // A number of another lab would name a run of this one that has nothing to do with it.
      from_run: from_run === null ? null : (this.#here.get(from_run) ?? unknownOrigin),
      epochs_done: last?.epoch ?? 0,
      ...scoreColumns('last', last),
      ...scoreColumns('best', best),
      seconds: row.seconds ?? records.reduce((sum, { seconds }) => sum + seconds, 0),
      search_text: searchText({ name: row.name, setting: row.setting, note: row.note, tags: readTags(row.tags) }),
    }
    const names = Object.keys(named)
    const insert = this.db.prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`)
    const id = Number(insert.run(named).lastInsertRowid)
    const insertEpoch = this.db.prepare(
      `INSERT INTO epochs (run, epoch, train_loss, train_accuracy, validation_loss, validation_accuracy, learning_rate, seconds, weight_digest)
       VALUES (@run, @epoch, @train_loss, @train_accuracy, @validation_loss, @validation_accuracy, @learning_rate, @seconds, @weight_digest)`,
    )
    for (const record of records) insertEpoch.run(fromEpoch(id, record))
    const insertModel = this.db.prepare('INSERT INTO models (run, kind, epoch, sha256, file) VALUES (?, ?, ?, ?, ?)')
    for (const model of models) insertModel.run(id, model.kind, model.epoch, model.sha256, this.archive.modelFile(model))
    if (checkpoint) {
      const state = this.archive.checkpointState(number, checkpoint)
      const insertState = this.db.prepare('INSERT INTO checkpoints (run, epoch, batch, sha256, state) VALUES (?, ?, ?, ?, ?)')
      insertState.run(id, checkpoint.epoch, checkpoint.batch, checkpoint.sha256, state)
    }
    if (isFinal(row.status)) sealRun(this.db, id)
    // What has arrived is what was sealed when the run ended, to the last digit.
    if (seal !== null && computeSeal(this.db, id) !== seal) throw this.archive.damagedRun(number, 'it is not what was sealed when it ended')
    digestMarks(this.db, id)
    return id
  }

  /** A drawing is kept once, by what was drawn: one that is here already stays as it is, with its label. */
  #addDrawings(drawings: readonly ArchivedDrawing[]): ImportReport['drawings'] {
    const details = new Map(this.archive.drawingDetails().map((one) => [one.number, one]))
    const kept = this.db.prepare<[], Pick<ArchivedDrawing, 'strokes'> & { image: Buffer | null }>('SELECT strokes, image FROM drawings').all()
    const known = new Set(kept.map(keyOfDrawing))
    const insert = this.db.prepare(
      `INSERT INTO drawings (strokes, label, note, created_at, writer, repetition, image)
       VALUES (@strokes, @label, @note, @created_at, @writer, @repetition, @image)`,
    )
    let added = 0
    for (const { number, ...drawing } of drawings) {
      const { writer = null, repetition = null, image = null } = details.get(number) ?? {}
      const key = keyOfDrawing({ strokes: drawing.strokes, image })
      if (known.has(key)) continue
      known.add(key)
      insert.run({ ...drawing, writer, repetition, image })
      added++
    }
    return { added, present: drawings.length - added }
  }

  #addDrawingSets(): void {
    const insert = this.db.prepare('INSERT OR IGNORE INTO drawing_sets (digest, count, content, created_at) VALUES (@digest, @count, @content, @created_at)')
    for (const { number: _number, ...set } of this.archive.drawingSets()) insert.run(set)
  }
}

function withoutSeeds({ seeds: _seeds, ...config }: ExperimentConfig): string {
  return digestConfig(config)
}

function scoreColumns(prefix: 'last' | 'best', score: EpochScore | null): Record<string, number | null> {
  const [epoch, trainLoss, trainAccuracy, validationLoss, validationAccuracy] = fromScore(score)
  return {
    [`${prefix}_epoch`]: epoch,
    [`${prefix}_train_loss`]: trainLoss,
    [`${prefix}_train_accuracy`]: trainAccuracy,
    [`${prefix}_validation_loss`]: validationLoss,
    [`${prefix}_validation_accuracy`]: validationAccuracy,
  }
}
