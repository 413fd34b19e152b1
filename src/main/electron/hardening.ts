/** Applies the policy to everything that Electron lets a page try: moving, opening, asking, loading, saving. */
import type { App, Session, WebContents } from 'electron'
import { mayDownload, mayNavigate, mayOpenOutside, mayRequest, mayUse } from './policy'

/** The one page that a link may open, in the user's own browser. */
export interface OutsidePage {
  /** Null where there is none. */
  address: string | null
  open(address: string): void
}

/** Every page of the program, present and future, is bound to `page`. */
export function hardenContents(app: Pick<App, 'on'>, page: string, outside: OutsidePage): void {
  app.on('web-contents-created', (_event, contents) => bind(contents, page, outside))
}

function bind(contents: WebContents, page: string, outside: OutsidePage): void {
  const stay = (details: { url: string; isMainFrame: boolean; preventDefault(): void }) => {
    if (!mayNavigate(details, page)) details.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (outside.address !== null && mayOpenOutside(url, outside.address)) outside.open(outside.address)
    return { action: 'deny' }
  })
}

/** No permission but to copy, no device, no request to the outside, no download but of what the page made. */
export function hardenSession(session: Session, page: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => answer(mayUse(permission, requestingUrl, page)))
  session.setPermissionCheckHandler((_contents, permission, origin) => mayUse(permission, origin, page))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayRequest(details.url, page) }))
  session.on('will-download', (event, item) => {
    if (!mayDownload(item.getURL(), page)) event.preventDefault()
  })
}
