/** `session.defaultSession`: permissions, requests and downloads, as the program decides them. */
import { EventEmitter } from 'node:events'
import { needReady } from './app.mjs'
import { loud } from './loud.mjs'

const decisions = { request: undefined, check: undefined, device: undefined, beforeRequest: undefined }

const webRequest = loud('session.webRequest', {
  onBeforeRequest(listener) {
    decisions.beforeRequest = listener
  },
})

class Session extends EventEmitter {
  webRequest = webRequest

  setPermissionRequestHandler(handler) {
    decisions.request = handler
  }

  setPermissionCheckHandler(handler) {
    decisions.check = handler
  }

  setDevicePermissionHandler(handler) {
    decisions.device = handler
  }
}

const defaultSession = loud('session.defaultSession', new Session())

export const session = loud('session', {
  get defaultSession() {
    needReady('session.defaultSession')
    return defaultSession
  },
})

/** Electron grants what nobody decides, and so does this: a missing handler is seen. */
export async function decidePermission(permission) {
  const asked = decisions.request
  return {
    request: asked === undefined ? true : await new Promise((resolve) => asked(null, permission, resolve, {})),
    check: decisions.check === undefined ? true : decisions.check(null, permission, '', {}),
    device: decisions.device === undefined ? true : decisions.device({ deviceType: 'usb' }),
  }
}

/** Whether the program lets the request pass. */
export async function decideRequest(url) {
  const asked = decisions.beforeRequest
  if (asked === undefined) return true
  const { cancel } = await new Promise((resolve) => asked({ url }, resolve))
  return cancel !== true
}

/** Whether the program lets the download begin; Electron would ask where to save it. */
export function decideDownload(url) {
  let allowed = true
  defaultSession.emit('will-download', { preventDefault: () => (allowed = false) }, loud('DownloadItem', { getURL: () => url }))
  return allowed
}
