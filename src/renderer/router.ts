/** The rooms in the order of work, each loaded when it is first entered. */
import type { Component } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'

export interface Room {
  name: RoomName
  path: string
  icon: string
  /** Key that opens the room, with Ctrl or Cmd. */
  key: string
  /** Where the rail and the palette lead. */
  to: string
}
export type RoomName = 'setup' | 'run' | 'runs' | 'compare' | 'draw' | 'settings'

export const rooms: readonly Room[] = [
  { name: 'setup', path: '/setup', to: '/setup', key: '1', icon: 'i-lucide-sliders-horizontal' },
  { name: 'run', path: '/run/:experiment(\\d+)?', to: '/run', key: '2', icon: 'i-lucide-activity' },
  { name: 'runs', path: '/runs', to: '/runs', key: '3', icon: 'i-lucide-table-2' },
  { name: 'compare', path: '/compare', to: '/compare', key: '4', icon: 'i-lucide-chart-spline' },
  { name: 'draw', path: '/draw', to: '/draw', key: '5', icon: 'i-lucide-pen-line' },
  { name: 'settings', path: '/settings', to: '/settings', key: ',', icon: 'i-lucide-settings' },
]

const views: Record<RoomName, () => Promise<{ default: Component }>> = {
  setup: () => import('./rooms/setup/SetupRoom.vue'),
  run: () => import('./rooms/run/RunRoom.vue'),
  runs: () => import('./rooms/runs/RunsRoom.vue'),
  compare: () => import('./rooms/compare/CompareRoom.vue'),
  draw: () => import('./rooms/draw/DrawRoom.vue'),
  settings: () => import('./rooms/settings/SettingsRoom.vue'),
}

export function createLabRouter() {
  const routes = rooms.map((room) => ({ path: room.path, name: room.name, component: views[room.name] }))
  return createRouter({
    history: createWebHashHistory(),
    routes: [{ path: '/', redirect: '/setup' }, ...routes, { path: '/:rest(.*)', redirect: '/setup' }],
  })
}
