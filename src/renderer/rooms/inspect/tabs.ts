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
  return [...answers, ...boundaryTabs(config), 'weights', 'histories', 'units', 'update', 'gradients']
}

/** Pictures over the inputs; the playground is for data that can be drawn again from the seed. */
function boundaryTabs(config: Pick<TrialConfig, 'data'>): Tab[] {
  switch (drawable(config)) {
    case 'plane':
      return isDrawn(config.data) ? ['boundary', 'live'] : ['boundary']
    case 'curve':
      return ['boundary']
    case null:
      return []
  }
}
