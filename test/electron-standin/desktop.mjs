/** `dialog`, `Menu` and `nativeTheme`: what a desktop would show is told to the test. */
import { needReady } from './app.mjs'
import { loud } from './loud.mjs'
import { report } from './report.mjs'

/** What the user chooses in the next dialog for a folder; null cancels it. */
let nextFolder = null
export const chooseNext = (folder) => (nextFolder = folder)

export const dialog = loud('dialog', {
  async showOpenDialog(_window, { properties }) {
    report('showOpenDialog', { properties })
    return { canceled: nextFolder === null, filePaths: nextFolder === null ? [] : [nextFolder] }
  },
  showErrorBox(title, content) {
    report('showErrorBox', { title, content })
  },
})

export const Menu = loud('Menu', {
  buildFromTemplate: (template) => ({ template }),
  setApplicationMenu(menu) {
    needReady('Menu.setApplicationMenu()')
    report('setApplicationMenu', { template: menu?.template ?? null })
  },
})

export const nativeTheme = loud('nativeTheme', { shouldUseDarkColors: false })
