/** What is said of an archive of runs: what went into it, and what came of bringing one in. */
import type { RunRow } from './records'

/** The ending of an archive's file name. */
export const archiveEnding = '.bplab'

/** Bytes of an archive at most, for writing and for reading. */
export const mostArchiveBytes = 8 * 1024 ** 3

/** Bytes that cross the bridge at once: below the largest message of every transport. */
export const archivePiece = 512 * 1024

export interface ExportReport {
  experiments: number
  runs: number
  drawings: number
  bytes: number
  /** SHA-256 of all that it holds, wherever it was exported from. */
  contentDigest: string
}

/** Experiments that a summary names. */
export const namesInSummary = 5

/** What an archive says of itself, before anything of it is taken. */
export interface ArchiveSummary {
  /** Version of the program that made it. */
  program: string
  /** ISO 8601. */
  createdAt: string
  experiments: number
  /** Of the first experiments, at most `namesInSummary`. */
  names: string[]
  runs: number
  drawings: number
  bytes: number
}

/** A run of the archive that this version cannot hold, though it arrived as it was exported. */
export interface RefusedRun {
  name: string
  seed: number
  reason: string
}

/** A data set of one's own that runs of the archive train on, and that this lab does not have. */
export interface MissingDataset {
  digest: string
  /** What the lab that wrote the archive called it; null where that did not have it either. */
  name: string | null
  /** How many runs of the archive train on it, those that were here already included. */
  runs: number
}

export interface ImportReport {
  contentDigest: string
  added: RunRow[]
  /** Runs of this lab that hold the same already. */
  present: RunRow[]
  refused: RefusedRun[]
  /** Experiments that were made for them; other runs joined the experiment that they belong to. */
  experiments: number
  drawings: { added: number; present: number }
  /** What is to be brought along before these runs can be verified, resumed or run again here. */
  missing: MissingDataset[]
}
