/** Saved views of rooms: what is shown and how, opened again by its name. */
import * as z from 'zod'

export const viewKinds = ['runs', 'compare'] as const
export type ViewKind = (typeof viewKinds)[number]

export const viewKind = z.enum(viewKinds)
export const viewName = z.string().trim().min(1).max(120)

/** Characters of a state as JSON at most: one of ten thousand runs has a tenth of it. */
export const mostStateLength = 1_000_000

/** The room that saves it knows its shape, and checks it again when it opens it. */
export const viewState = z
  .record(z.string(), z.unknown())
  .refine((state) => JSON.stringify(state).length <= mostStateLength, { error: `A view takes at most ${mostStateLength} characters` })

export const viewSchema = z.strictObject({ kind: viewKind, name: viewName, state: viewState })

export interface SavedView extends z.output<typeof viewSchema> {
  savedAt: string
}
