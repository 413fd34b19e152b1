/** `dialog`, `Menu` and `nativeTheme`: what a desktop would show is told to the test. */
import { needReady } from './app.mjs'
import { loud } from './loud.mjs'
import { report } from './report.mjs'

export const dialog = loud('dialog', {
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
