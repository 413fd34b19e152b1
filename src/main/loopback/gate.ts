/** The decision about every request and every upgrade of the loopback server, before anything else is done with it. */
import type { Access } from './access'

/** What is looked at. */
export interface Knock {
  method: string
  /** Target of the request line, with its query. */
  target: string
  host: string | undefined
  origin: string | undefined
  cookie: string | undefined
}

export interface Refusal {
  kind: 'refuse'
  status: 400 | 403 | 405 | 421
  reason: string
}

export type RequestVerdict =
  /** May read the file that the path names. */
  | { kind: 'serve'; pathname: string }
  /** Came with a good token: gets the cookie and the clean address. */
  | { kind: 'welcome' }
  | Refusal

export type UpgradeVerdict = { kind: 'open' } | Refusal

export const rpcPath = '/rpc'

const otherHost = refuse(421, 'This server answers for its own address only.')
const otherOrigin = refuse(403, 'Another page asks for this.')
const stranger = refuse(403, 'This address was used before, or it belongs to an earlier start of the lab.')

/** @param port the server's own: any other Host is a rebound name, any other Origin a foreign page */
export function judgeRequest(knock: Knock, port: number, access: Access): RequestVerdict {
  if (!ownHosts(port).includes(knock.host ?? '')) return otherHost
  if (knock.origin !== undefined && knock.origin !== `http://${knock.host}`) return otherOrigin
  if (knock.method !== 'GET' && knock.method !== 'HEAD') return refuse(405, 'Only GET and HEAD are answered.')
  const url = parseTarget(knock.target)
  if (url === null) return refuse(400, 'The address cannot be read.')
  const token = url.searchParams.get('token')
  // eslint-disable-next-line security/detect-possible-timing-attacks -- whether there is one; what it is, is compared in access.ts
  if (token !== null) {
    // A preview that only asks for the head must not use up the token.
    const good = knock.method === 'GET' && url.pathname === '/' && access.redeem(token)
    return good || access.admits(knock.cookie) ? { kind: 'welcome' } : stranger
  }
  return access.admits(knock.cookie) ? { kind: 'serve', pathname: url.pathname } : stranger
}

export function judgeUpgrade(knock: Knock, port: number, access: Access): UpgradeVerdict {
  if (!ownHosts(port).includes(knock.host ?? '')) return otherHost
  if (knock.origin !== `http://${knock.host}`) return otherOrigin
  if (knock.method !== 'GET') return refuse(405, 'An upgrade is a GET.')
  if (knock.target !== rpcPath) return refuse(400, `Sockets are opened at ${rpcPath}.`)
  return access.admits(knock.cookie) ? { kind: 'open' } : stranger
}

function ownHosts(port: number): string[] {
  return [`127.0.0.1:${port}`, `localhost:${port}`]
}

function parseTarget(target: string): URL | null {
  // "//host/path" would name another host, and an absolute target is for proxies.
  if (!target.startsWith('/') || target.startsWith('//')) return null
  return URL.canParse(target, 'http://lab') ? new URL(target, 'http://lab') : null
}

function refuse(status: Refusal['status'], reason: string): Refusal {
  return { kind: 'refuse', status, reason }
}
