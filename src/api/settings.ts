/** What the user has set, as it is stored and as it is changed. */
import * as z from 'zod'
import { runTableView } from './run-view'

export const themes = ['system', 'light', 'dark'] as const
const theme = z.enum(themes)

const optional = {
  /** The table of runs as it was last left; absent before it was ever changed. */
  runTable: runTableView.optional(),
  /** Whether the tour of the window was taken, left or declined; absent before it was offered. */
  tourSeen: z.boolean().optional(),
  /** Whether the lab may look for updates when it is told to; it never does by itself. */
  updateChecks: z.boolean().optional(),
}

export const settingsSchema = z.strictObject({ theme: theme.default('system'), ...optional })
export type Settings = z.output<typeof settingsSchema>
/** The same without defaults: what a change leaves out stays as it is. */
export const settingsPatch = z.strictObject({ theme: theme.optional(), ...optional })
