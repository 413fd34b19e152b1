/** The scheme app://, from which the window gets its own files and nothing else. */
import type { Protocol } from 'electron'
import { readAsset } from '../assets'
import { securityHeaders } from '../csp'

const scheme = 'app'
const host = 'lab'

/** Before the app is ready: makes the scheme as good as https for the page's storage, scripts and workers. */
export function declareScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
}

/** After it is ready: answers with the files below `rendererRoot`. */
export function serveScheme(protocol: Protocol, rendererRoot: string): void {
  protocol.handle(scheme, (request) => answer(request, rendererRoot))
}

/** Answers one request for a file; everything that is no file of the window gets 404. */
export async function answer(request: Pick<Request, 'method' | 'url'>, rendererRoot: string): Promise<Response> {
  const url = new URL(request.url)
  if (request.method !== 'GET') return new Response('Only GET is answered.', { status: 405, headers: securityHeaders })
  const asset = url.host === host ? await readAsset(rendererRoot, url.pathname) : null
  if (asset === null) return new Response('There is no such file.', { status: 404, headers: securityHeaders })
  return new Response(asset.bytes, { headers: { ...securityHeaders, 'content-type': asset.type } })
}
