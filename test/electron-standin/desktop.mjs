/** `dialog`, `shell`, `Menu`, `Tray`, `Notification`, `clipboard`, `screen`, `powerMonitor` and `nativeTheme`: what a desktop would show is told to the test. */
import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import { needReady } from './app.mjs'
import { loud } from './loud.mjs'
import { report } from './report.mjs'

/** What the user chooses in the next dialog for files or a folder, none cancels it; and the button of the next question. */
let nextPaths = []
let nextAnswer = null
export const choosePaths = (paths) => (nextPaths = paths)
export const answerNext = (button) => (nextAnswer = button)

export const dialog = loud('dialog', {
  async showOpenDialog(_window, { properties, filters }) {
    report('showOpenDialog', { properties, filters: filters ?? null })
    return { canceled: nextPaths.length === 0, filePaths: nextPaths }
  },
  async showMessageBox({ message, detail, buttons, defaultId, cancelId }) {
    report('showMessageBox', { message, detail, buttons, defaultId, cancelId })
    const response = buttons.indexOf(nextAnswer)
    if (response < 0) throw new Error(`The question has no button "${nextAnswer}": ${buttons.join(', ')}`)
    return { response, checkboxChecked: false }
  },
  showErrorBox(title, content) {
    report('showErrorBox', { title, content })
  },
})

export const shell = loud('shell', {
  async openExternal(url) {
    report('openExternal', { url })
  },
})

let applicationMenu = null

export const Menu = loud('Menu', {
  buildFromTemplate(template) {
    checkTemplate(template)
    return loud('Menu', { template })
  },
  setApplicationMenu(menu) {
    needReady('Menu.setApplicationMenu()')
    applicationMenu = menu?.template ?? null
    report('setApplicationMenu', { template: applicationMenu })
  },
})

/** As Electron does: an item has a label, a role or a type, and a submenu is a menu. */
function checkTemplate(template) {
  for (const { label, role, type, submenu } of template) {
    if (label === undefined && role === undefined && type === undefined)
      throw new TypeError('Invalid template for MenuItem: must have at least one of label, role or type')
    if (submenu !== undefined) checkTemplate(submenu)
  }
}

/** Clicks an item of the menu by the labels that lead to it. */
export function clickMenu(labels, menu = applicationMenu) {
  const items = menu ?? []
  const [label, ...rest] = labels
  const item = items.find((candidate) => candidate.label === label)
  if (item === undefined)
    throw new Error(`The menu has no "${label}": ${items.map((candidate) => candidate.label ?? candidate.role ?? candidate.type).join(', ')}`)
  if (rest.length > 0) return clickMenu(rest, item.submenu)
  if (item.enabled === false) throw new Error(`"${label}" is disabled`)
  item.click(item, null, {})
}

/** What a key does that the page has left to the menu: the label of the item that was clicked, or null. */
export function pressKey(accelerator, items = applicationMenu ?? []) {
  for (const item of items) {
    if (item.submenu) {
      const pressed = pressKey(accelerator, item.submenu)
      if (pressed !== null) return pressed
    }
    if (item.accelerator !== accelerator || item.registerAccelerator === false || item.enabled === false) continue
    item.click(item, null, {})
    return item.label
  }
  return null
}

/** The icon beside the clock; a test clicks it or an item of its menu. */
export const trays = new Set()

class IconBesideClock extends EventEmitter {
  menu = null

  constructor(icon) {
    super()
    needReady('Tray')
    if (!existsSync(icon)) throw new Error(`Failed to load image from path '${icon}'`)
    trays.add(this)
    report('tray', { icon })
    return loud('tray', this)
  }

  setToolTip(text) {
    report('trayToolTip', { text })
  }

  setContextMenu(menu) {
    this.menu = menu.template
  }

  destroy() {
    trays.delete(this)
    report('trayGone')
  }
}
export const Tray = loud('Tray', IconBesideClock)

/** Those that were shown, for a test to click. */
export const notifications = []

class SystemNotice extends EventEmitter {
  #text

  constructor(text) {
    super()
    needReady('Notification')
    this.#text = text
    return loud('notification', this)
  }

  static isSupported() {
    return true
  }

  show() {
    notifications.push(this)
    report('notification', this.#text)
  }
}
export const Notification = loud('Notification', SystemNotice)

export const clipboard = loud('clipboard', {
  writeText(text) {
    report('clipboard', { text })
  },
})

/** STANDIN_DISPLAYS has others, the main one first. */
const displays = JSON.parse(process.env.STANDIN_DISPLAYS ?? 'null') ?? [{ id: 1, workArea: { x: 0, y: 0, width: 1920, height: 1040 }, scaleFactor: 1 }]

export const screen = loud('screen', {
  getPrimaryDisplay() {
    needReady('screen')
    return displays[0]
  },
  getAllDisplays() {
    needReady('screen')
    return displays
  },
})

export const powerMonitor = loud('powerMonitor', new EventEmitter())

export const nativeTheme = loud('nativeTheme', { shouldUseDarkColors: false })
