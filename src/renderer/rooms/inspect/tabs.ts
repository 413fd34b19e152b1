/** The views of the room, and which of them a run has. */
import { dataShape, isDrawn } from '../../../engine/config/data'
import type { TrialConfig } from '../../../engine/config/experiment'
import { drawable } from '../run/learned'

export const tabs = ['answers', 'scores', 'residuals', 'boundary', 'live', 'weights', 'histories', 'units', 'update', 'gradients'] as const
export type Tab = (typeof tabs)[number]

/** In the order in which they are offered. */
export function tabsOf(config: Pick<TrialConfig, 'data'>): Tab[] {
  const { task } = dataShape(config.data)
  const answers: Tab[] = task === 'classification' ? ['answers', 'scores'] : ['residuals']
  const drawn = drawable(config)
  const boundary: Tab[] = drawn === null ? [] : drawn === 'plane' && isDrawn(config.data) ? ['boundary', 'live'] : ['boundary']
  return [...answers, ...boundary, 'weights', 'histories', 'units', 'update', 'gradients']
}
