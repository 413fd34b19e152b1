/** The views of the room, and which of them a run has. */
import { dataShape, storedSetOf } from '../../../engine/config/data'
import type { TrialConfig } from '../../../engine/config/experiment'
import { drawable } from '../run/learned'
import { unplayable } from './live/playable'

export const tabs = ['answers', 'scores', 'residuals', 'boundary', 'live', 'weights', 'histories', 'units', 'update', 'gradients'] as const
export type Tab = (typeof tabs)[number]

/** In the order in which they are offered. */
export function tabsOf(config: Pick<TrialConfig, 'data'>): Tab[] {
  const { task } = dataShape(config.data)
  const answers: Tab[] = task === 'classification' ? ['answers', 'scores'] : ['residuals']
  return [...answers, ...boundaryTabs(config), 'weights', 'histories', 'units', 'update', 'gradients']
}

/** Pictures over the inputs; of a table that cannot be played with, the playground says why. */
function boundaryTabs(config: Pick<TrialConfig, 'data'>): Tab[] {
  const boundary: Tab[] = drawable(config) === null ? [] : ['boundary']
  return unplayable(config) === null || storedSetOf(config.data) !== null ? [...boundary, 'live'] : boundary
}
