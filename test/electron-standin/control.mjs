/** What a test makes happen that in Electron a user, the system or an attacker would: each goes through the program's own handlers. */
import { app, openWindows } from './app.mjs'
import { answerNext, choosePaths, clickMenu, notifications, powerMonitor, pressKey, trays } from './desktop.mjs'
import { callHandler } from './ipc-main.mjs'
import { report } from './report.mjs'
import { decideDownload, decidePermission, decideRequest } from './session.mjs'

const actions = {
  quit: () => app.quit(),
  closeWindow: () => [...openWindows][0].close(),
  /** What the second start gave to requestSingleInstanceLock. */
  secondInstance: ({ additionalData }) => app.emit('second-instance', {}, [], '', additionalData ?? {}),
  /** macOS: a file that was opened with the program, or its icon in the Dock. */
  openFile: ({ path }) => {
    let prevented = false
    app.emit('open-file', { preventDefault: () => (prevented = true) }, path)
    return prevented
  },
  activate: () => app.emit('activate', {}, false),
  menu: ({ labels }) => clickMenu(labels),
  key: ({ accelerator }) => pressKey(accelerator),
  clickTray: () => [...trays][0].emit('click'),
  trayMenu: ({ label }) => clickMenu([label], [...trays][0].menu),
  clickNotification: () => notifications.at(-1).emit('click'),
  blur: () => [...openWindows][0].blur(),
  moveWindow: ({ bounds }) => [...openWindows][0].setBounds(bounds),
  maximise: () => [...openWindows][0].maximize(),
  shutdown: () => powerMonitor.emit('shutdown'),
  /** Of a process other than the main one. */
  gone: ({ details }) => app.emit('child-process-gone', {}, details),
  rendererGone: ({ details }) => {
    const [window] = openWindows
    app.emit('render-process-gone', {}, window.webContents, details)
    window.webContents.emit('render-process-gone', {}, details)
  },
  /** A mistake of the program, in no call of anybody. */
  throwInMain: ({ message }) => void setImmediate(() => { throw new TypeError(message) }), // prettier-ignore
  /** A call from a frame that shows `url`. */
  invokeFrom: ({ frame, channel, args }) => callHandler(channel, frame, args),
  permission: ({ permission }) => decidePermission(permission),
  request: ({ url }) => decideRequest(url),
  /** What the user chooses in the next dialog. */
  choose: ({ paths }) => choosePaths(paths),
  /** The button that the user presses in the next question. */
  answer: ({ button }) => answerNext(button),
  download: ({ url }) => decideDownload(url),
}

export function listenToTest() {
  process.on('message', async ({ action, id, ...details }) => {
    try {
      report('done', { id, value: (await actions[action](details)) ?? null })
    } catch (error) {
      report('done', { id, error: String(error) })
    }
  })
  // The test is gone: nobody would end this process.
  process.on('disconnect', () => app.exit(1))
}
