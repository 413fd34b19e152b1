/** `protocol`: own schemes and who answers them. */
import { needReady, needUnready } from './app.mjs'
import { loud } from './loud.mjs'
import { report } from './report.mjs'

const privileged = new Set()
const handlers = new Map()

export const protocol = loud('protocol', {
  registerSchemesAsPrivileged(schemes) {
    needUnready('protocol.registerSchemesAsPrivileged()')
    for (const { scheme } of schemes) privileged.add(scheme)
    report('registerSchemesAsPrivileged', { schemes })
  },
  handle(scheme, handler) {
    needReady('protocol.handle()')
    handlers.set(scheme, handler)
  },
})

/** @returns {((request: Request) => Promise<Response> | Response) | undefined} */
export function handlerOf(url) {
  return handlers.get(new URL(url).protocol.slice(0, -1))
}

/** Chromium here knows no scheme of ours: app://lab/x is asked for as https://lab.app.localhost/x, a secure origin as well. */
export function toChromium(url) {
  const { protocol: scheme, host, pathname, search, hash } = new URL(url)
  const name = scheme.slice(0, -1)
  return privileged.has(name) ? `https://${host}.${name}.localhost${pathname}${search}${hash}` : url
}

/** The way back, for the addresses of pages, blobs and origins. */
export function fromChromium(url) {
  return url.replace(/^(blob:)?https:\/\/([^./]+)\.([a-z]+)\.localhost/, (whole, blob = '', host, name) =>
    privileged.has(name) ? `${blob}${name}://${host}` : whole,
  )
}
