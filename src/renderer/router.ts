/** Which address shows which room; each is loaded when it is first entered. */
import type { Component } from 'vue'
import { createRouter, createWebHashHistory } from 'vue-router'
import { type RoomName, rooms } from './room-list'

const views: Record<RoomName, () => Promise<{ default: Component }>> = {
  setup: () => import('./rooms/setup/SetupRoom.vue'),
  run: () => import('./rooms/run/RunRoom.vue'),
  runs: () => import('./rooms/runs/RunsRoom.vue'),
  compare: () => import('./rooms/compare/CompareRoom.vue'),
  draw: () => import('./rooms/draw/DrawViews.vue'),
  inspect: () => import('./rooms/inspect/InspectRoom.vue'),
  report: () => import('./rooms/report/ReportRoom.vue'),
  settings: () => import('./rooms/settings/SettingsRoom.vue'),
}

export function createLabRouter() {
  const routes = rooms.map((room) => ({ path: room.path, name: room.name, component: views[room.name] }))
  return createRouter({
    history: createWebHashHistory(),
    routes: [{ path: '/', redirect: '/setup' }, ...routes, { path: '/:rest(.*)', redirect: '/setup' }],
  })
}
