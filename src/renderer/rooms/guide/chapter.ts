/** What the guide is made of: chapters of sections, and these of texts, formulas, live examples and lists of the engine's own parts. */

export const exampleNames = ['neuron', 'activation', 'softmax', 'backward', 'descent', 'schedule', 'initialiser', 'middle', 'seeds'] as const
/** A small piece of the engine that the reader can move. */
export type ExampleName = (typeof exampleNames)[number]

export const partKinds = ['activations', 'losses', 'optimizers', 'schedules', 'initialisers', 'clippings', 'sources'] as const
/** A registry of the engine, each of whose parts brings title, formula and source. */
export type PartKind = (typeof partKinds)[number]

export type Block =
  /** A paragraph; what stands between two dollar signs is a formula in LaTeX. */
  | { kind: 'text'; text: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'formula'; tex: string }
  | { kind: 'example'; example: ExampleName }
  | { kind: 'parts'; parts: PartKind }

export interface Section {
  /** For addresses. */
  id: string
  title: string
  blocks: readonly Block[]
}

export const chapterIds = [
  'networks',
  'modules',
  'activations',
  'losses',
  'backpropagation',
  'optimizers',
  'schedules',
  'initialisers',
  'regularisation',
  'data',
  'charts',
  'seeds',
  'reproducibility',
] as const
export type ChapterId = (typeof chapterIds)[number]

export interface Chapter {
  id: ChapterId
  title: string
  /** What it answers, in one sentence. */
  summary: string
  sections: readonly Section[]
}
