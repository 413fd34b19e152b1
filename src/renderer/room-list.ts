/** The rooms in the order of work, and the places beside them. */
import type { RoomName } from '../api/room-names'

export type { RoomName } from '../api/room-names'

export interface Place<Name extends string = PlaceName> {
  name: Name
  path: string
  icon: string
  /** Where the rail and the palette lead. */
  to: string
}
export interface Room extends Place<RoomName> {
  /** Key that opens the room, with Ctrl or Cmd. */
  key: string
}
export type PlaceName = RoomName | 'home' | 'guide'

/** What the lab opens on. */
export const home: Place<'home'> = { name: 'home', path: '/home', to: '/home', icon: 'i-lucide-house' }
export const guide: Place<'guide'> = { name: 'guide', path: '/guide/:chapter([a-z-]+)?', to: '/guide', icon: 'i-lucide-book-open' }

export const rooms: readonly Room[] = [
  { name: 'setup', path: '/setup', to: '/setup', key: '1', icon: 'i-lucide-sliders-horizontal' },
  { name: 'run', path: '/run/:experiment(\\d+)?', to: '/run', key: '2', icon: 'i-lucide-activity' },
  { name: 'runs', path: '/runs', to: '/runs', key: '3', icon: 'i-lucide-table-2' },
  { name: 'compare', path: '/compare', to: '/compare', key: '4', icon: 'i-lucide-chart-spline' },
  { name: 'draw', path: '/draw', to: '/draw', key: '5', icon: 'i-lucide-pen-line' },
  { name: 'inspect', path: '/inspect/:run(\\d+)?', to: '/inspect', key: '6', icon: 'i-lucide-microscope' },
  { name: 'report', path: '/report/:figure([1-8])?', to: '/report', key: '7', icon: 'i-lucide-file-check' },
  { name: 'settings', path: '/settings', to: '/settings', key: ',', icon: 'i-lucide-settings' },
]
