/** What a data set may be called. */
import * as z from 'zod'
import { limits } from '../engine/config/limits'

export const datasetName = z.string().trim().min(1, { error: 'Name takes text' }).max(limits.nameLength)
