/** Files that the system opens with the lab: what they may be, by the ending of their name, and how they reach the page. */
import { archiveEnding, mostArchiveBytes } from './archive'
import { datasetEnding } from './dataset-file'
import { mostTableBytes } from './datasets'
import { mostModelBytes } from './interop'

/** In the order in which they are offered. */
export const openedKindNames = ['archive', 'figure', 'model', 'dataset'] as const
export type OpenedKind = (typeof openedKindNames)[number]

/** A figure has a few megabytes at most; what is larger is not read into memory. */
export const mostFigureBytes = 64 * 1024 * 1024

/** Endings without their dot, and the size at most, of each kind. */
export const openedKinds: Readonly<Record<OpenedKind, { endings: readonly string[]; mostBytes: number }>> = {
  archive: { endings: [archiveEnding.slice(1)], mostBytes: mostArchiveBytes },
  figure: { endings: ['png', 'svg'], mostBytes: mostFigureBytes },
  model: { endings: ['onnx', 'safetensors'], mostBytes: mostModelBytes },
  dataset: { endings: [datasetEnding.slice(1)], mostBytes: mostTableBytes },
}

/** A file that the system opened: a transfer that `archives.read` reads and `archives.end` ends, or why there is none. */
export type OpenedFile = { name: string; kind: OpenedKind; bytes: number; transfer: string } | { name: string; problem: string }

/** By the ending of the name, whatever its case; null for all others. */
export function kindOfFile(name: string): OpenedKind | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return openedKindNames.find((kind) => openedKinds[kind].endings.includes(ending)) ?? null
}
