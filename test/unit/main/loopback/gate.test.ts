import { describe, expect, it } from 'vitest'
import { createAccess } from '../../../../src/main/loopback/access'
import { judgeRequest, judgeUpgrade, type Knock } from '../../../../src/main/loopback/gate'

const port = 4000
const access = createAccess(port)
const goodCookie = access.cookie.split(';')[0]!

/** Each of the three, as it should be, as somebody else's and left out. */
const hosts = { right: `127.0.0.1:${port}`, wrong: `evil.test:${port}`, absent: undefined }
const origins = { right: `http://127.0.0.1:${port}`, wrong: 'http://evil.test', absent: undefined }
const cookies = { right: goodCookie, wrong: `lab_${port}=${'x'.repeat(43)}`, absent: undefined }
type State = keyof typeof hosts

const states: State[] = ['right', 'wrong', 'absent']
const matrix = states.flatMap((host) => states.flatMap((origin) => states.map((token) => ({ host, origin, token }))))

const knock = (host: State, origin: State, token: State, rest: Partial<Knock>): Knock => ({
  method: 'GET',
  target: '/',
  host: hosts[host],
  origin: origins[origin],
  cookie: cookies[token],
  ...rest,
})

describe('every combination of Host, Origin and token', () => {
  it.each(matrix)('%o', ({ host, origin, token }) => {
    const admitted = host === 'right' && token === 'right'
    const get = judgeRequest(knock(host, origin, token, {}), port, access)
    // A browser sends no Origin with an ordinary GET of the same origin.
    expect(get.kind).toBe(admitted && origin !== 'wrong' ? 'serve' : 'refuse')

    const post = judgeRequest(knock(host, origin, token, { method: 'POST' }), port, access)
    expect(post.kind).toBe('refuse')

    const upgrade = judgeUpgrade(knock(host, origin, token, { target: '/rpc' }), port, access)
    expect(upgrade.kind).toBe(admitted && origin === 'right' ? 'open' : 'refuse')
  })

  it('says which one is wrong', () => {
    const status = (verdict: ReturnType<typeof judgeRequest>) => (verdict.kind === 'refuse' ? verdict.status : verdict.kind)
    expect(status(judgeRequest(knock('wrong', 'right', 'right', {}), port, access))).toBe(421)
    expect(status(judgeRequest(knock('right', 'wrong', 'right', {}), port, access))).toBe(403)
    expect(status(judgeRequest(knock('right', 'right', 'wrong', {}), port, access))).toBe(403)
    expect(status(judgeRequest(knock('right', 'right', 'right', { method: 'POST' }), port, access))).toBe(405)
  })
})

describe('judgeRequest', () => {
  const visit = (target: string, rest: Partial<Knock> = {}) => judgeRequest({ ...knock('right', 'absent', 'absent', { target }), ...rest }, port, access)

  it('welcomes a token once, and a browser that has the cookie again', () => {
    const ticket = access.ticket()
    expect(visit(ticket).kind).toBe('welcome')
    expect(visit(ticket).kind).toBe('refuse')
    expect(visit(ticket, { cookie: goodCookie }).kind).toBe('welcome')
  })

  it('does not use a token up for a preview or at another path', () => {
    const ticket = access.ticket()
    expect(visit(ticket, { method: 'HEAD' }).kind).toBe('refuse')
    expect(visit(ticket.replace('/?', '/index.html?')).kind).toBe('refuse')
    expect(visit(ticket).kind).toBe('welcome')
  })

  it('does not use a token up for a foreign Host, Origin or method', () => {
    const ticket = access.ticket()
    expect(visit(ticket, { host: hosts.wrong }).kind).toBe('refuse')
    expect(visit(ticket, { host: undefined }).kind).toBe('refuse')
    expect(visit(ticket, { origin: origins.wrong }).kind).toBe('refuse')
    expect(visit(ticket, { origin: 'null' }).kind).toBe('refuse')
    for (const method of ['POST', 'PUT', 'OPTIONS', 'get', '']) expect(visit(ticket, { method }).kind, method).toBe('refuse')
    expect(judgeUpgrade(knock('right', 'right', 'absent', { target: ticket }), port, access).kind).toBe('refuse')
    expect(visit(ticket).kind).toBe('welcome')
  })

  it('hands on the path as it was sent', () => {
    expect(visit('/assets/a%20b.js?v=1', { cookie: goodCookie })).toEqual({ kind: 'serve', pathname: '/assets/a%20b.js' })
    expect(visit('/', { cookie: goodCookie, method: 'HEAD' }).kind).toBe('serve')
  })

  it('refuses targets that name another host', () => {
    for (const target of ['//evil.test/', 'http://evil.test/', '*', ''])
      expect(visit(target, { cookie: goodCookie })).toMatchObject({ kind: 'refuse', status: 400 })
  })

  it('answers as localhost too, to pages of that name alone', () => {
    const host = `localhost:${port}`
    expect(visit('/', { host, cookie: goodCookie }).kind).toBe('serve')
    expect(visit('/', { host, cookie: goodCookie, origin: `http://${host}` }).kind).toBe('serve')
    expect(visit('/', { host, cookie: goodCookie, origin: origins.right }).kind).toBe('refuse')
  })
})

describe('judgeUpgrade', () => {
  it('opens sockets at one path, by GET', () => {
    const upgrade = (rest: Partial<Knock>) => judgeUpgrade(knock('right', 'right', 'right', { target: '/rpc', ...rest }), port, access).kind
    expect(upgrade({})).toBe('open')
    expect(upgrade({ target: '/' })).toBe('refuse')
    expect(upgrade({ target: '/rpc?x' })).toBe('refuse')
    expect(upgrade({ method: 'POST' })).toBe('refuse')
  })
})
