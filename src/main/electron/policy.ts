/** What the window may do, as pure decisions: which page it shows, who may call the lab, what may be loaded and saved. */

/** The page in a built lab, on a scheme of its own. */
export const labPage = 'app://lab/'

/** A frame as Electron describes the sender of a message. */
export interface SenderFrame {
  readonly url: string
  readonly parent: object | null
}

/** Whether `url` is the lab's page itself; its part after # is the room. */
export function isLabPage(url: string, page: string): boolean {
  return URL.canParse(url) && originOf(url) === originOf(page) && new URL(url).pathname === new URL(page).pathname
}

/** Only the window's top frame may call the lab, and only while it shows the lab. A frame that is gone is null. */
export function isTrustedSender(frame: SenderFrame | null, page: string): boolean {
  return frame !== null && frame.parent === null && isLabPage(frame.url, page)
}

/** A window goes nowhere but to its own page again; frames within it go nowhere. */
export function mayNavigate(target: { url: string; isMainFrame: boolean }, page: string): boolean {
  return target.isMainFrame && isLabPage(target.url, page)
}

/** A link opens in the user's own browser where it leads to the page of the releases, to the letter; a window of the lab's it never opens. */
export function mayOpenOutside(url: string, releases: string): boolean {
  return url === releases
}

/** The one permission that is given: the lab's own page may put what the user copies on the clipboard. It may never read it. */
export function mayUse(permission: string, url: string, page: string): boolean {
  return permission === 'clipboard-sanitized-write' && URL.canParse(url) && originOf(url) === originOf(page)
}

/** Files are saved from what the page itself made, such as the picture of a chart. */
export function mayDownload(url: string, page: string): boolean {
  return url.startsWith(`blob:${originOf(page)}/`)
}

/** Nothing is loaded from outside the program. `page` is served by the development server while the lab is developed. */
export function mayRequest(url: string, page: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host } = new URL(url)
  if (protocol === 'data:' || protocol === 'devtools:') return true
  if (protocol === 'blob:') return mayDownload(url, page)
  return originOf(url) === originOf(page) || (page !== labPage && protocol === 'ws:' && host === new URL(page).host)
}

/** Scheme and host; the URL class calls the origin of an own scheme "null". */
function originOf(url: string): string {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}
