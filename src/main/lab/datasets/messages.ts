/** What the lab and the thread that imports a file say to each other. */
import type { NewDataset } from '../../../../db/datasets'
import type { ImportProgress } from '../../../api/datasets'
import type { Failure } from '../../../api/failure'

export type ImportAnswer = { type: 'progress'; progress: ImportProgress } | { type: 'done'; dataset: NewDataset } | { type: 'failed'; failure: Failure }
