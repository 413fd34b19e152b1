/** All that is measured: the sets, their tasks, and which are set against each other. */
import type { RatioOf, Task, TaskSet } from '../task'
import * as augmentation from './augmentation'
import * as charts from './charts'
import * as checkpoints from './checkpoints'
import * as compareWindow from './compare-window'
import * as epoch from './epoch'
import * as figure from './figure'
import * as lab from './lab'
import * as runs from './runs'
import * as runsWindow from './runs-window'
import * as small from './small'
import * as sweeps from './sweeps'
import * as window from './window'

const parts = [epoch, augmentation, sweeps, small, lab, runs, runsWindow, checkpoints, figure, charts, compareWindow, window]

export const sets: readonly TaskSet[] = parts.flatMap((part) => part.sets)
export const tasks: readonly Task[] = parts.flatMap((part) => part.tasks)
export const ratios: readonly RatioOf[] = parts.flatMap((part) => part.ratios)
