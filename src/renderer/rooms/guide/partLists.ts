/** The engine's own parts as the guide lists them: what the registries say of each, so that none is missing and none is out of date. */
import { activations, clippings, initialisers, losses, optimizers, schedules, sources } from '../../../engine/index'
import type { PartKind } from './chapter'

export interface ListedPart {
  title: string
  /** In LaTeX; empty where there is none. */
  formula: string
  source: string
}

export const partLists: Record<PartKind, readonly ListedPart[]> = { activations, losses, optimizers, schedules, initialisers, clippings, sources }

/** The place of a part within its chapter's address: "Leaky ReLU" stands at `leaky-relu`. */
export function partAnchor(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
