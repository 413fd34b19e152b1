/** The guide, chapter by chapter. It is loaded with its room: its texts hold formulas, whose signs have a meaning in messages. */
import type { Chapter, ChapterId } from '../../../rooms/guide/chapter'
import { activations } from './activations'
import { backpropagation } from './backpropagation'
import { charts } from './charts'
import { data } from './data'
import { initialisers } from './initialisers'
import { losses } from './losses'
import { modules } from './modules'
import { networks } from './networks'
import { optimizers } from './optimizers'
import { regularisation } from './regularisation'
import { reproducibility } from './reproducibility'
import { schedules } from './schedules'
import { seeds } from './seeds'

const chapters: Record<ChapterId, Chapter> = {
  networks,
  modules,
  activations,
  losses,
  backpropagation,
  optimizers,
  schedules,
  initialisers,
  regularisation,
  data,
  charts,
  seeds,
  reproducibility,
}

export const guideEn: readonly Chapter[] = Object.values(chapters)
