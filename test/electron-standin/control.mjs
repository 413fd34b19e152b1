/** What a test makes happen that in Electron a user, the system or an attacker would: each goes through the program's own handlers. */
import { app, openWindows } from './app.mjs'
import { chooseNext } from './desktop.mjs'
import { callHandler } from './ipc-main.mjs'
import { report } from './report.mjs'
import { decideDownload, decidePermission, decideRequest } from './session.mjs'

const actions = {
  quit: () => app.quit(),
  closeWindow: () => [...openWindows][0].close(),
  secondInstance: () => app.emit('second-instance', {}, [], ''),
  /** A call from a frame that shows `url`. */
  invokeFrom: ({ frame, channel, args }) => callHandler(channel, frame, args),
  permission: ({ permission }) => decidePermission(permission),
  request: ({ url }) => decideRequest(url),
  /** The folder that the user chooses in the next dialog, or null. */
  chooseFolder: ({ folder }) => chooseNext(folder),
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
