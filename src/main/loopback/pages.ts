/** Answers to requests: the window's files, the welcome with the cookie, and refusals in words. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { readAsset } from '../assets'
import { securityHeaders } from '../csp'
import type { Access } from './access'
import { judgeRequest, type Knock, type Refusal } from './gate'

const headers = { ...securityHeaders, 'cache-control': 'no-store' }

export interface PagesOptions {
  port: number
  access: Access
  /** Folder of the built window. */
  rendererRoot: string
}

/** Answers one request; rejects where a file that exists cannot be read. */
export async function answerRequest(request: IncomingMessage, response: ServerResponse, { port, access, rendererRoot }: PagesOptions): Promise<void> {
  const verdict = judgeRequest(knockOf(request), port, access)
  switch (verdict.kind) {
    case 'refuse':
      return answerRefusal(response, verdict)
    case 'welcome':
      response.writeHead(303, { ...headers, location: '/', 'set-cookie': access.cookie }).end()
      return
    case 'serve': {
      const asset = await readAsset(rendererRoot, verdict.pathname)
      if (asset === null) return answerText(response, 404, 'There is no such file.')
      response.writeHead(200, { ...headers, 'content-type': asset.type, 'content-length': asset.bytes.length })
      response.end(request.method === 'HEAD' ? undefined : asset.bytes)
      return
    }
  }
}

export function knockOf(request: IncomingMessage): Knock {
  const { host, origin, cookie } = request.headers
  return { method: request.method ?? '', target: request.url ?? '', host, origin, cookie }
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`)
}

function answerRefusal(response: ServerResponse, { status, reason }: Refusal): void {
  if (status === 405) response.setHeader('allow', 'GET, HEAD')
  if (status !== 403) return answerText(response, status, reason)
  // A browser that was sent here by a link on another page keeps its cookie back on the first visit: the link below is our own.
  const body =
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Backprop Lab</title>' +
    `<p>${reason}</p><p><a href="/">Open the lab</a> if this browser had it open. Otherwise press Enter in the terminal where the lab runs: it prints a new address.</p></html>`
  response.writeHead(status, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(body)
}
