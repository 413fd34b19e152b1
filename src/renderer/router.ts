/** Which address shows which room. The window opens on Home; every other room is loaded when it is first entered. */
import type { Component } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'
import { guide, home, type PlaceName, rooms } from './room-list'
import HomeRoom from './rooms/home/HomeRoom.vue'

type LaterPlace = Exclude<PlaceName, 'home'>

const later: Record<LaterPlace, () => Promise<{ default: Component }>> = {
  setup: () => import('./rooms/setup/SetupRoom.vue'),
  run: () => import('./rooms/run/RunRoom.vue'),
  runs: () => import('./rooms/runs/RunsRoom.vue'),
  compare: () => import('./rooms/compare/CompareRoom.vue'),
  draw: () => import('./rooms/draw/DrawViews.vue'),
  inspect: () => import('./rooms/inspect/InspectRoom.vue'),
  report: () => import('./rooms/report/ReportRoom.vue'),
  settings: () => import('./rooms/settings/SettingsRoom.vue'),
  guide: () => import('./rooms/guide/GuideRoom.vue'),
}

/** Where the way usually leads from a room: it is loaded there while nothing else is to do. */
const following: ReadonlyMap<unknown, LaterPlace> = new Map([
  ['setup', 'run'],
  ['runs', 'compare'],
])

export function createLabRouter() {
  const routes = [home, ...rooms, guide].map(({ path, name }) => ({ path, name, component: name === 'home' ? HomeRoom : later[name] }))
  const router = createRouter({
    history: createWebHashHistory(),
    routes: [{ path: '/', redirect: home.to }, ...routes, { path: '/:rest(.*)', redirect: home.to }],
  })
  router.afterEach(({ name }) => {
    const next = following.get(name)
    if (next !== undefined) requestIdleCallback(() => void later[next]())
  })
  return router
}
