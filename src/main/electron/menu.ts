/** The menu: standard commands by their roles, which bring their keys with them, and the lab's own, which ask the page. On macOS copy and paste need it. */
import type { MenuItemConstructorOptions } from 'electron'
import { basename } from 'node:path'
import type { RoomName } from '../../api/room-names'
import type { WindowRequest } from '../../api/window-request'
import { texts } from './texts'

export interface MenuState {
  platform: NodeJS.Platform
  /** Adds reloading and the developer tools. */
  develop: boolean
  /** Paths of files that were opened, the latest first. */
  recent: readonly string[]
}

export interface MenuActions {
  ask(request: WindowRequest): void
  /** Asks the user for a file. */
  chooseFile(): void
  openRecent(path: string): void
  clearRecent(): void
  copyDiagnostics(): void
}

/** The rooms that have a number, by their keys. */
const numbered: readonly RoomName[] = ['setup', 'run', 'runs', 'compare', 'draw', 'inspect', 'report']

const separator: MenuItemConstructorOptions = { type: 'separator' }

export function menuTemplate(state: MenuState, actions: MenuActions): MenuItemConstructorOptions[] {
  const apple = state.platform === 'darwin'
  return [
    ...(apple ? [appleMenu(actions)] : []),
    fileMenu(state, actions, apple),
    { role: 'editMenu' },
    goMenu(actions),
    viewMenu(state.develop),
    { role: 'windowMenu' },
    helpMenu(actions, apple),
  ]
}

/**
 * A command whose key the page itself handles. It stands in the menu to be read and clicked: where the menu would take it as well, on Linux and
 * Windows, it is not registered; on macOS the page has it first and keeps it from the menu.
 */
function shown(accelerator: string): Pick<MenuItemConstructorOptions, 'accelerator' | 'registerAccelerator'> {
  return { accelerator, registerAccelerator: false }
}

function settingsItem({ ask }: MenuActions): MenuItemConstructorOptions {
  return { label: texts.menu.settings, ...shown('CmdOrCtrl+,'), click: () => ask({ ask: 'room', room: 'settings' }) }
}

function aboutItem({ ask }: MenuActions): MenuItemConstructorOptions {
  return { label: texts.menu.about, click: () => ask({ ask: 'about' }) }
}

function appleMenu(actions: MenuActions): MenuItemConstructorOptions {
  return {
    label: 'Backprop Lab',
    submenu: [
      aboutItem(actions),
      separator,
      settingsItem(actions),
      separator,
      { role: 'services' },
      separator,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      separator,
      { role: 'quit' },
    ],
  }
}

function fileMenu({ recent }: MenuState, actions: MenuActions, apple: boolean): MenuItemConstructorOptions {
  const end: MenuItemConstructorOptions[] = apple ? [{ role: 'close' }] : [settingsItem(actions), separator, { role: 'quit' }]
  return {
    label: texts.menu.file,
    submenu: [
      { label: texts.menu.newSetup, accelerator: 'CmdOrCtrl+N', click: () => actions.ask({ ask: 'newSetup' }) },
      { label: texts.menu.open, accelerator: 'CmdOrCtrl+O', click: () => actions.chooseFile() },
      { label: texts.menu.recent, submenu: recentItems(recent, actions) },
      separator,
      { label: texts.menu.export, accelerator: 'CmdOrCtrl+E', click: () => actions.ask({ ask: 'export' }) },
      separator,
      ...end,
    ],
  }
}

function recentItems(recent: readonly string[], actions: MenuActions): MenuItemConstructorOptions[] {
  if (recent.length === 0) return [{ label: texts.menu.noRecent, enabled: false }]
  return [
    // In a label & marks the key of the next letter.
    ...recent.map((path) => ({ label: basename(path).replaceAll('&', '&&'), click: () => actions.openRecent(path) })),
    separator,
    { label: texts.menu.clearRecent, click: () => actions.clearRecent() },
  ]
}

function goMenu({ ask }: MenuActions): MenuItemConstructorOptions {
  return {
    label: texts.menu.go,
    submenu: [
      ...numbered.map((room, i) => ({ label: texts.room[room], ...shown(`CmdOrCtrl+${i + 1}`), click: () => ask({ ask: 'room', room }) })),
      separator,
      { label: texts.menu.palette, ...shown('CmdOrCtrl+K'), click: () => ask({ ask: 'palette' }) },
    ],
  }
}

function viewMenu(develop: boolean): MenuItemConstructorOptions {
  const tools: MenuItemConstructorOptions[] = develop ? [{ role: 'reload' }, { role: 'toggleDevTools' }, separator] : []
  return {
    label: texts.menu.view,
    submenu: [...tools, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, separator, { role: 'togglefullscreen' }],
  }
}

function helpMenu(actions: MenuActions, apple: boolean): MenuItemConstructorOptions {
  return {
    role: 'help',
    label: texts.menu.help,
    submenu: [
      { label: texts.menu.guide, ...shown('F1'), click: () => actions.ask({ ask: 'guide' }) },
      { label: texts.menu.updates, click: () => actions.ask({ ask: 'updates' }) },
      { label: texts.menu.copyDiagnostics, click: () => actions.copyDiagnostics() },
      ...(apple ? [] : [separator, aboutItem(actions)]),
    ],
  }
}
