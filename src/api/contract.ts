/** The one contract between the lab and everything that shows or steers it: its operations, and the bridge to them and to its events. */
import * as z from 'zod'
import { experimentSchema, seedsSchema } from '../engine/config/experiment'
import { limits } from '../engine/config/limits'
import { changedRate, rateChangesSchema } from '../engine/config/rate-changes'
import { digitShape } from '../engine/config/reads-digits'
import { archivePiece, mostArchiveBytes, type ArchiveSummary, type ExportReport, type ImportReport } from './archive'
import { curveColumns, type CurveSketch, type RunCurves } from './curves'
import { datasetName } from './dataset-name'
import {
  dialectShape,
  pictureSize,
  previewBytes,
  tableChoices,
  type DatasetRow,
  type DatasetSummary,
  type ImportedDataset,
  type TablePreview,
} from './datasets'
import {
  drawingContent,
  drawingDigit,
  newDrawing,
  type AddedDrawings,
  type DrawingSetRow,
  type KeptDrawing,
  type WatchedCurve,
  type WatchedDrawing,
} from './drawings'
import type { EventMessage } from './events'
import type { Result } from './failure'
import { modelExportShape, modelImportShape, type ExportedModel } from './interop'
import { maxFilterLength } from './filter/parse'
import { figureMetadataSchema, type OpenedFigure } from './figure-file'
import type { DataFolder, ExperimentRow, ModelKind, ModelRow, RunEpochs, RunRow, Verification } from './records'
import type { MiniCurve } from './mini-curve'
import type { RunPage } from './run-page'
import { savedFiles } from './saved-files'
import { findInput, type FoundRuns } from './run-view'
import { settingsPatch, type Settings } from './settings'
import { shardSchema } from './shard'
import { viewKind, viewName, viewSchema, type SavedView } from './views'
import { figureNumbers, figureVariants, type RecordedFigure, type ReportState, type StoredImages } from './report'
import type { Backup, CheckReport, Notice, StorageState } from './storage'
import type { OpenedFile } from './opened-file'
import { playedSamplesSchema } from './played-samples'
import type { UpdateAnswer } from './updates'

/** The images of a test set come in one answer; a training set, which would hold up lab and window, in several. */
export const imagesPerCall = 10_000

const whole = z.number().int().min(0)
const id = z.number().int().min(1)
const ids = z.array(id).min(1).max(10_000)
const figure = z.union(
  figureNumbers.map((number) => z.literal(number)),
  { error: 'A figure takes a number from 1 to 8' },
)
const variant = z.enum(figureVariants)
const seedCount = z.number().int().min(1).max(limits.trials)

/** Weights to begin with: those that a run has kept, or those that it began with itself where it was forked. */
const initialWeights = z.strictObject({ run: id, kind: z.enum(['last', 'best', 'epoch', 'initial']), epoch: z.number().int().min(0).optional() })
export type InitialWeightsChoice = z.output<typeof initialWeights>
const modelKind = z.enum(['last', 'best', 'epoch'] satisfies ModelKind[])
const transfer = z.uuid()
const fileName = z.string().min(1).max(255)
/** A file that was received as archives are, and what it is called. */
const receivedFile = z.strictObject({ transfer, fileName })
const digest = z.string().regex(/^[0-9a-f]{64}$/, { error: 'A digest takes 64 hexadecimal digits' })
const offset = z.number().int().min(0).max(mostArchiveBytes)

declare const output: unique symbol
/** An operation: the schema of its input, and its output as a type only. */
interface Operation<I extends z.ZodType, O> {
  input: I
  [output]?: O
}

function op<O>() {
  return <I extends z.ZodType>(input: I): Operation<I, O> => ({ input })
}

export const runPatch = z.strictObject({
  name: z.string().trim().min(1).max(120).optional(),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
  note: z.string().max(10_000).optional(),
  colour: z.number().int().min(1).max(10).optional(),
  pinned: z.boolean().optional(),
  archived: z.boolean().optional(),
  locked: z.boolean().optional(),
})
export type RunPatch = z.output<typeof runPatch>

export interface AppInfo {
  version: string
  shell: 'electron' | 'loopback' | 'terminal'
  /** Worker threads that train. */
  workers: number
  kernels: string
  data: DataFolder
  /** Whether this process may write; false beside another that holds the lock. */
  writable: boolean
  /** Whether the sample runs are still to be added unasked, as on the first start. */
  samplesComing: boolean
  /** Page of this build's releases; null where it names none. */
  releases: string | null
  versions: { node: string; sqlite: string; electron: string | null; chrome: string | null }
}

export interface Estimate {
  /** Seconds of one epoch of one trial of the first setting, evaluation included, from a short measured run. */
  secondsPerEpoch: number
  /** Batches that were measured. */
  batches: number
}

export interface StoredModel extends ModelRow {
  /** A safetensors file whose header carries the configuration. */
  file: Uint8Array
}

export interface PretrainedModel {
  /** A safetensors file whose header carries configuration and confidence. */
  file: Uint8Array
}

/** A training image beside another image. */
export interface NearestDigit {
  /** Its place among the training images. */
  index: number
  /** The digit that it shows. */
  label: number
  /** Root of the sum of squared differences, with ink from 0 to 1: 0 for the same image, 28 for paper against ink. */
  distance: number
  /** 784 grey values, row by row. */
  pixels: Uint8Array
}

export const ops = {
  'app.info': op<AppInfo>()(z.undefined()),
  /** For a report of a mistake: versions, sizes and the last mistakes that were written down, without paths of the user's, names of runs and texts. */
  'app.diagnostics': op<{ text: string }>()(z.undefined()),
  'settings.get': op<Settings>()(z.undefined()),
  'settings.set': op<Settings>()(settingsPatch),
  /** Asks once which release is the latest: `forbidden` where the settings do not allow it, `conflict` where this build names no place to look. */
  'updates.check': op<UpdateAnswer>()(z.strictObject({})),

  /** Stores the experiment with all its runs, queues them and answers at once. Each run makes the changes of its learning rate at their epochs. */
  'experiments.start': op<{ experiment: ExperimentRow; runs: RunRow[] }>()(
    z.strictObject({ config: experimentSchema, from: initialWeights.optional(), rateChanges: rateChangesSchema.default([]) }),
  ),
  /**
   * Queues the trials of one shard that are not recorded, takes up those that were cut off, and answers with all of them. A second call goes on
   * where the first one ended; another shard of the same experiment joins it.
   */
  'experiments.startShard': op<{ experiment: ExperimentRow; runs: RunRow[] }>()(z.strictObject({ config: experimentSchema, shard: shardSchema })),
  /** Adds the seeds that an experiment does not have yet, for each of its settings, and queues their runs; its other runs stay. */
  'experiments.extend': op<{ experiment: ExperimentRow; runs: RunRow[] }>()(z.strictObject({ experiment: id, seeds: seedsSchema })),
  'experiments.get': op<ExperimentRow>()(z.strictObject({ experiment: id })),
  /** Measures a few batches of the first setting; fails with `busy` while everything trains. */
  'experiments.estimate': op<Estimate>()(z.strictObject({ config: experimentSchema })),

  /** Newest first; `trashed` lists the trash instead. */
  'runs.list': op<RunRow[]>()(
    z.strictObject({
      search: z.string().max(200).optional(),
      filter: z.string().max(maxFilterLength).optional(),
      trashed: z.boolean().default(false),
      archived: z.boolean().default(false),
      /** Goes on after the run of this number. */
      before: id.optional(),
      limit: z.number().int().min(1).max(10_000).default(1000),
    }),
  ),
  /** The same runs for a window that keeps them all, archived ones too; a configuration that several have comes once. */
  'runs.page': op<RunPage>()(z.strictObject({ trashed: z.boolean(), before: id.optional(), limit: z.number().int().min(1).max(10_000) })),
  /** Which runs a view shows, in groups and in order: numbers only. Fails with `invalid` where a filter is wrong, and says where. */
  'runs.find': op<FoundRuns>()(findInput),
  'runs.get': op<RunRow>()(z.strictObject({ run: id })),
  'runs.epochs': op<RunEpochs[]>()(z.strictObject({ runs: ids })),
  /** The course of each run that has a score, in a few points. */
  'runs.miniCurves': op<MiniCurve[]>()(z.strictObject({ runs: z.array(id).min(1).max(500) })),
  /** Columns of the recorded epochs, for charts of many runs: a million values are eight megabytes. */
  'runs.curves': op<RunCurves[]>()(z.strictObject({ runs: ids, columns: z.array(z.enum(curveColumns)).min(1).max(curveColumns.length) })),
  /** The same columns in few points each, for a first picture of more than travels in a moment. */
  'runs.sketches': op<CurveSketch[]>()(
    z.strictObject({ runs: ids, columns: z.array(z.enum(curveColumns)).min(1).max(curveColumns.length), points: z.number().int().min(5).max(1000) }),
  ),
  /** The runs as they are now. */
  'runs.update': op<RunPage>()(z.strictObject({ runs: ids, patch: runPatch })),
  'runs.trash': op<RunPage>()(z.strictObject({ runs: ids })),
  'runs.restore': op<RunPage>()(z.strictObject({ runs: ids })),
  /** For good, with epochs and models; only from the trash. */
  'runs.delete': op<{ deleted: number[] }>()(z.strictObject({ runs: ids })),
  'runs.pause': op<RunRow[]>()(z.strictObject({ runs: ids })),
  'runs.resume': op<RunRow[]>()(z.strictObject({ runs: ids })),
  'runs.stop': op<RunRow[]>()(z.strictObject({ runs: ids })),
  /**
   * Trains runs that are running or paused with another learning rate, which a schedule bends as it bends the configuration's, from the next
   * epoch on that has not begun. Answers when the change is recorded, which is before it takes effect.
   */
  'runs.changeRate': op<RunRow[]>()(z.strictObject({ runs: ids, learningRate: changedRate })),
  /** Trains these runs anew and compares the digests of the weights epoch by epoch; answers at once, event `verification` tells how it goes. */
  'runs.verify': op<Verification[]>()(z.strictObject({ runs: ids })),
  'runs.cancelVerify': op<Verification[]>()(z.strictObject({ runs: ids })),
  /** All verifications since this program started. */
  'runs.verifications': op<Verification[]>()(z.strictObject({})),

  /** Saved views of a room, by name. */
  'views.list': op<SavedView[]>()(z.strictObject({ kind: viewKind })),
  /** Replaces the view of this kind and name. */
  'views.save': op<SavedView>()(viewSchema),
  'views.delete': op<{ deleted: string }>()(z.strictObject({ kind: viewKind, name: viewName })),

  /** How far every figure of the report is, in full size and as a quick look. */
  'report.state': op<ReportState>()(z.strictObject({})),
  /**
   * Queues the trials of these figures that are not recorded, each once though several figures share it, longest first; takes up those that
   * were stopped or interrupted. `runs` are all that are now open for these figures; none where everything is recorded.
   */
  'report.reproduce': op<{ runs: RunRow[] }>()(
    z.strictObject({ figures: z.array(figure).min(1).max(figureNumbers.length), variant, seeds: seedCount.optional() }),
  ),
  /** What is recorded of a figure; `seeds` asks for the seeds 1 to N instead of the variant's. */
  'report.figure': op<RecordedFigure>()(z.strictObject({ figure, variant, seeds: seedCount.optional() })),
  /** Compares the metadata of a figure's file with what is recorded here; starts nothing. */
  'figures.open': op<OpenedFigure>()(z.strictObject({ metadata: figureMetadataSchema })),
  /**
   * Images of a set as they lie in its files, at most `imagesPerCall` of them from the image `from` on, none behind the last; with `firstOf` the first image
   * of each of these classes alone.
   */
  'data.images': op<StoredImages>()(
    z.strictObject({
      source: z.enum(['mnist', 'fashion_mnist']),
      part: z.enum(['training', 'test']).default('test'),
      from: whole.default(0),
      firstOf: z.array(z.number().int().min(0).max(9)).min(1).max(10).optional(),
    }),
  ),

  /** The imported data sets, the newest first. */
  'datasets.list': op<DatasetRow[]>()(z.strictObject({})),
  /** What the beginning of a file looks like, read as chosen or as it is detected; nothing is stored. */
  'datasets.preview': op<TablePreview>()(
    z.strictObject({
      beginning: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= previewBytes, {
        error: `A preview takes the first ${previewBytes} bytes of a file`,
      }),
      fileName,
      ...dialectShape,
    }),
  ),
  /**
   * Stores a table as a data set, from a file that was received as archives are, and ends the transfer; event `importing` tells how far it
   * is. Nothing is stored where anything in the file is wrong: the message names line and column. `played` says of samples that were kept in the
   * playground where they are from.
   */
  'datasets.import': op<ImportedDataset>()(z.strictObject({ transfer, fileName, choices: tableChoices, played: playedSamplesSchema.optional() })),
  /** The same of two IDX files, of images and of their labels. */
  'datasets.importImages': op<ImportedDataset>()(z.strictObject({ images: receivedFile, labels: receivedFile, name: datasetName.optional() })),
  /**
   * The same of a folder that has a folder of PNG pictures for each class: the pictures end to end in one transfer, and their `pictureIndex`,
   * as JSON, in another. Pictures are stretched to `size`, null to that of the first.
   */
  'datasets.importPictures': op<ImportedDataset>()(
    z.strictObject({ index: transfer, pictures: transfer, folderName: fileName, size: pictureSize.nullable(), name: datasetName.optional() }),
  ),
  /** The same of a file that `datasets.export` has made, in this lab or another: its numbers are those of its digest, or it is refused. */
  'datasets.importFile': op<ImportedDataset>()(receivedFile),
  /** What such a file says of itself; adds nothing, and leaves the transfer as it is. */
  'datasets.look': op<DatasetSummary>()(receivedFile),
  /** Writes a data set into a file of its own, which is then read in pieces by its transfer. */
  'datasets.export': op<{ transfer: string; bytes: number }>()(z.strictObject({ digest })),
  /** Ends the import that is under way, which then fails with `closed`. */
  'datasets.stopImport': op<Record<string, never>>()(z.strictObject({})),
  /** The stored file of a data set, at most `archivePiece` bytes from `offset` on, and the size of the whole. */
  'datasets.read': op<{ bytes: Uint8Array; size: number }>()(z.strictObject({ digest, offset })),
  /** For good; fails with `conflict` where runs train on it, unless that is wanted. */
  'datasets.remove': op<{ removed: string }>()(z.strictObject({ digest, evenIfUsed: z.boolean().default(false) })),

  /** Backups, and what the user has not read yet. */
  'storage.state': op<StorageState>()(z.strictObject({})),
  /** Takes a backup now, checked in full. */
  'storage.backup': op<Backup>()(z.strictObject({})),
  /** Checks everything that is stored; says how far it is by the event `storage`. */
  'storage.check': op<CheckReport>()(z.strictObject({})),
  /** Replaces everything by what a backup holds; only while nothing trains. `aside` is where what was there lies now. */
  'storage.restore': op<{ aside: string }>()(z.strictObject({ backup: z.string().min(1).max(200) })),
  /** A notice was read; answers with those that were not. */
  'storage.read': op<Notice[]>()(z.strictObject({ notice: id })),
  /** Writes runs into an archive, which is then read in pieces by its transfer. */
  'archives.create': op<ExportReport & { transfer: string }>()(z.strictObject({ runs: ids })),
  /** At most `archivePiece` bytes from `offset` on, and the size of the whole. */
  'archives.read': op<{ bytes: Uint8Array; size: number }>()(z.strictObject({ transfer, offset })),
  /** Takes a piece of an archive; `transfer` is null with the first one, and the answer names it. */
  'archives.receive': op<{ transfer: string; size: number }>()(
    z.strictObject({
      transfer: transfer.nullable(),
      offset,
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= archivePiece, {
        error: `A piece takes at most ${archivePiece} bytes`,
      }),
    }),
  ),
  /** What the received archive says of itself; adds nothing. */
  'archives.look': op<ArchiveSummary>()(z.strictObject({ transfer })),
  /** Adds what the received archive holds, and ends the transfer. */
  'archives.import': op<ImportReport>()(z.strictObject({ transfer })),
  'archives.end': op<Record<string, never>>()(z.strictObject({ transfer })),
  /** Adds the sample runs that come with the program, where they are missing or were thrown away. */
  'samples.add': op<ImportReport>()(z.strictObject({})),

  /** Files that the system has opened with the lab since the last call, each as a transfer. Nothing is done with them here. */
  'files.opened': op<OpenedFile[]>()(z.strictObject({})),
  /** Saves files in a new folder within one that the user chooses in a dialog of the shell; `folder` is null where none was chosen. */
  'files.save': op<{ folder: string | null }>()(savedFiles),

  'models.list': op<ModelRow[]>()(z.strictObject({ run: id })),
  /** `reads` says what it is wanted for: a model that cannot is refused with `conflict`, and the message says why. */
  'models.get': op<StoredModel>()(
    z.strictObject({
      run: id,
      kind: modelKind,
      epoch: z.number().int().min(0).optional(),
      reads: z.literal('digits').optional(),
    }),
  ),
  /** The training images of MNIST that are closest to an image of 28 x 28 grey values, pixel by pixel; the closest first. */
  'digits.nearest': op<NearestDigit[]>()(
    z.strictObject({
      pixels: z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === digitShape.inputs, {
        error: `An image takes ${digitShape.inputs} bytes`,
      }),
      count: z.number().int().min(1).max(50).default(8),
    }),
  ),
  /** The digit model that comes with the program. */
  'models.pretrained': op<PretrainedModel>()(z.undefined()),

  /** Kept drawings in the order in which they were kept; `after` goes on behind the drawing of that number. */
  'drawings.list': op<KeptDrawing[]>()(z.strictObject({ after: z.number().int().min(0).default(0), limit: z.number().int().min(1).max(1000).default(500) })),
  /** Keeps one drawing; the same strokes with the same label are kept once. */
  'drawings.keep': op<AddedDrawings>()(newDrawing),
  /**
   * Adds all drawings of a transfer, which `archives.receive` has taken in pieces, or none: the text of a list of `newDrawing`, as
   * messages are written. Ends the transfer.
   */
  'drawings.add': op<AddedDrawings>()(z.strictObject({ transfer })),
  'drawings.relabel': op<KeptDrawing[]>()(z.strictObject({ drawings: ids, digit: drawingDigit.nullable() })),
  /** For good; answers with what they were, by which they can be added again. */
  'drawings.delete': op<KeptDrawing[]>()(z.strictObject({ drawings: ids })),
  /** Stores kept drawings as they are now, as a set that experiments train with: all that have a label, or those named. */
  'drawings.set': op<DrawingSetRow>()(z.strictObject({ drawings: ids.optional() })),
  /** The set that `drawings.set` would store of all that have a label, or null where none has; nothing is stored. */
  'drawings.current': op<DrawingSetRow | null>()(z.strictObject({})),
  /** Which of the kept drawings are in a set, whatever their label is now: a model that learnt from them is not scored on anything new. */
  'drawings.members': op<{ drawings: number[] }>()(z.strictObject({ digest: z.string().max(64) })),
  /** The reading of this drawing is recorded after every epoch from now on; it changes nothing of the run. */
  'drawings.watch': op<WatchedDrawing>()(z.strictObject({ run: id, content: drawingContent, digit: drawingDigit.nullable().default(null) })),
  /** Ends that, and forgets what was recorded. */
  'drawings.unwatch': op<{ unwatched: number }>()(z.strictObject({ drawing: id })),
  /** The runs that have watched drawings, newest first. */
  'drawings.watchedRuns': op<{ runs: number[] }>()(z.strictObject({})),
  /** The watched drawings of a run with all that was recorded of them. */
  'drawings.watched': op<WatchedCurve[]>()(z.strictObject({ run: id })),
  /** A model as a file for other programs, checked after it was written; the one that comes with the program where there is no run. */
  'models.export': op<ExportedModel>()(
    z.strictObject({ run: id.nullable(), kind: modelKind.default('last'), epoch: z.number().int().min(0).optional(), ...modelExportShape }),
  ),
  /**
   * Makes a run of a model that another program has written, of a file that was received as archives are, and ends the transfer. The run is
   * scored on its data and not trained.
   */
  'models.import': op<{ experiment: ExperimentRow; run: RunRow }>()(z.strictObject({ transfer, fileName, ...modelImportShape })),
} as const

export type Ops = typeof ops
export type OpName = keyof Ops
export type Input<K extends OpName> = z.input<Ops[K]['input']>
export type Parsed<K extends OpName> = z.output<Ops[K]['input']>
export type Output<K extends OpName> = Ops[K] extends Operation<z.ZodType, infer O> ? O : never

/** What a shell gives the renderer. Only structured-cloneable data passes. */
export interface Bridge {
  readonly kind: 'electron' | 'loopback' | 'terminal'
  invoke(op: string, input: unknown): Promise<Result<unknown>>
  /** Returns the function that ends the subscription. */
  subscribe(listener: (message: EventMessage) => void): () => void
  /** Told after a lost connection is back: events were missed, so fetch again. Absent where a connection cannot be lost. */
  onReconnect?(listener: () => void): () => void
}
