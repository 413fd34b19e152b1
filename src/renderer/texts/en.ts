/** Every word on screen, by room. */
import { common } from './en/common'
import { compare } from './en/compare'
import { datasets } from './en/datasets'
import { desktop } from './en/desktop'
import { draw } from './en/draw'
import { drawings } from './en/drawings'
import { frame } from './en/frame'
import { inspect } from './en/inspect'
import { models } from './en/models'
import { report } from './en/report'
import { run } from './en/run'
import { runs } from './en/runs'
import { settings } from './en/settings'
import { setup } from './en/setup'

export const en = { common, frame, desktop, setup, run, runs, compare, datasets, draw, drawings, inspect, models, report, settings }
