import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import type { WindowRequest } from '../../../../src/api/window-request'
import { menuTemplate, type MenuState } from '../../../../src/main/electron/menu'
import { texts } from '../../../../src/main/electron/texts'
import { rooms } from '../../../../src/renderer/room-list'
import { frame } from '../../../../src/renderer/texts/en/frame'

function open(changes: Partial<MenuState> = {}) {
  const asked: WindowRequest[] = []
  const called: string[] = []
  const template = menuTemplate(
    { platform: 'linux', develop: false, recent: [], ...changes },
    {
      ask: (request) => asked.push(request),
      chooseFile: () => called.push('chooseFile'),
      openRecent: (path) => called.push(`openRecent ${path}`),
      clearRecent: () => called.push('clearRecent'),
      copyDiagnostics: () => called.push('copyDiagnostics'),
    },
  )
  return { template, items: flatten(template), asked, called }
}

function flatten(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
}

function click(items: readonly MenuItemConstructorOptions[], label: string): void {
  const item = items.find((candidate) => candidate.label === label)
  // The lab's items look at none of what Electron gives them.
  const press = item?.click as (() => void) | undefined
  if (press === undefined) throw new Error(`No item "${label}" can be clicked`)
  press()
}

describe('standard commands', () => {
  it('come by their roles, with the keys of the system', () => {
    expect(open({ platform: 'darwin' }).template.map(({ role, label }) => role ?? label)).toEqual([
      'Backprop Lab',
      'File',
      'editMenu',
      'Go',
      'View',
      'windowMenu',
      'help',
    ])
    expect(open().template.map(({ role, label }) => role ?? label)).toEqual(['File', 'editMenu', 'Go', 'View', 'windowMenu', 'help'])
    const roles = open().items.flatMap(({ role }) => role ?? [])
    for (const role of ['quit', 'zoomIn', 'zoomOut', 'resetZoom', 'togglefullscreen']) expect(roles).toContain(role)
  })

  it('with the developer tools only while the lab is developed', () => {
    const tools = (develop: boolean) => open({ develop }).items.flatMap(({ role }) => (role === 'toggleDevTools' || role === 'reload' ? [role] : []))
    expect(tools(true)).toEqual(['reload', 'toggleDevTools'])
    expect(tools(false)).toEqual([])
  })

  it.each(['linux', 'win32', 'darwin'] as const)('on %s every key is given once', (platform) => {
    const keys = open({ platform }).items.flatMap(({ accelerator }) => (accelerator === undefined ? [] : [String(accelerator)]))
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toEqual(expect.arrayContaining(['CmdOrCtrl+N', 'CmdOrCtrl+O', 'CmdOrCtrl+E', 'CmdOrCtrl+,', 'CmdOrCtrl+K', 'CmdOrCtrl+1', 'CmdOrCtrl+7']))
  })
})

describe('the commands of the page', () => {
  it('stand with the keys that the page itself handles, and take none of them away', () => {
    const { items } = open()
    const ofPage = new Map([...rooms.map((room) => [`CmdOrCtrl+${room.key}`, frame.room[room.name]] as const), ['CmdOrCtrl+K', frame.search] as const])
    for (const [accelerator, label] of ofPage) {
      const item = items.find((candidate) => candidate.accelerator === accelerator)
      expect(item?.label?.replace('…', ''), accelerator).toBe(label)
      expect(item?.registerAccelerator, accelerator).toBe(false)
    }
    const registered = items.filter(({ accelerator, registerAccelerator }) => accelerator !== undefined && registerAccelerator !== false)
    expect(registered.map(({ accelerator }) => accelerator)).toEqual(['CmdOrCtrl+N', 'CmdOrCtrl+O', 'CmdOrCtrl+E'])
  })

  it('ask the page for one thing each', () => {
    const { items, asked } = open()
    for (const label of ['New setup', 'Export…', 'Settings…', 'Draw', 'Search or command', 'Guide', 'Check for updates…', 'About Backprop Lab'])
      click(items, label)
    expect(asked).toEqual([
      { ask: 'newSetup' },
      { ask: 'export' },
      { ask: 'room', room: 'settings' },
      { ask: 'room', room: 'draw' },
      { ask: 'palette' },
      { ask: 'guide' },
      { ask: 'updates' },
      { ask: 'about' },
    ])
  })

  it('name the rooms as the window does', () => {
    expect(frame.room).toMatchObject(texts.room)
  })
})

describe('Open recent', () => {
  it('says that there is none', () => {
    const { items, called } = open()
    expect(items.find(({ label }) => label === 'No file yet')?.enabled).toBe(false)
    click(items, 'Open…')
    click(items, 'Copy diagnostics')
    expect(called).toEqual(['chooseFile', 'copyDiagnostics'])
  })

  it('names files without their folders, as they are called', () => {
    const { items, called } = open({ recent: ['/home/ada/seeds & rates.bplab', '/tmp/figure-4.png'] })
    click(items, 'seeds && rates.bplab')
    click(items, 'figure-4.png')
    click(items, 'Clear the list')
    expect(called).toEqual(['openRecent /home/ada/seeds & rates.bplab', 'openRecent /tmp/figure-4.png', 'clearRecent'])
  })
})
