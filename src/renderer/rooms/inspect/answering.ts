/** What an answer is made with besides its question. */
import type { FastModule } from '../../../engine/index'
import type { RunData } from './questions'

export interface Answering {
  data: RunData
  /** Null where there is no WebAssembly; the reference answers then. */
  fast: FastModule | null
  progress: (done: number, total: number) => void
}
