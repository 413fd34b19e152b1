/** The loopback server as anybody on this computer meets it: who gets in, by which address, and who does not. */
import { once } from 'node:events'
import { request } from 'node:http'
import { connect, createServer } from 'node:net'
import type { Browser } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { contentPolicy } from '../../src/main/csp'
import { hostilePaths } from '../unit/main/hostile-paths'
import { launchChromium } from './chromium'
import { spawnLabServer, startLabServer, temporaryFolder, type LabServerProcess } from './lab-server'

/** Ways to the file beside the folder that is served. */
const packagePaths = ['/../package.json', '/../../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/%2e%2e/package.json', '/..%5c..%5cpackage.json']

const { folder, remove } = temporaryFolder()
let server: LabServerProcess
let browser: Browser
let host = ''
let cookie = ''

beforeAll(async () => {
  server = await startLabServer(folder)
  host = new URL(server.url).host
  browser = await launchChromium()
  const welcome = await ask(new URL(server.url).pathname + new URL(server.url).search)
  cookie = String(welcome.headers['set-cookie']?.[0]).split(';')[0] ?? ''
})
afterAll(async () => {
  await browser.close()
  await server.close()
  remove()
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

/** Asks with exactly these headers; the path goes out as it is written, unlike with fetch. */
function ask(path: string, headers: Record<string, string> = { host }, method = 'GET', port = Number(host.split(':')[1])): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers, setHost: 'host' in headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => (body += text))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }))
    })
    asked.on('error', reject)
    asked.end()
  })
}

/** Whether a socket opens. */
function upgrades(headers: Record<string, string>, path = '/rpc'): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new NodeSocket(`ws://${host}${path}`, { headers })
    socket.on('open', () => {
      socket.close()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}

describe('the way in', () => {
  it('is one visit with the token, then the cookie', async () => {
    const { pathname, search } = new URL(server.url)
    // The token was used before the tests.
    expect((await ask(pathname + search)).status).toBe(403)
    const again = await ask(pathname + search, { host, cookie })
    expect(again).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(again.headers['set-cookie']?.[0]).toMatch(/^lab_\d+=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect(again.headers['set-cookie']?.[0]).not.toContain(new URL(server.url).searchParams.get('token'))
    expect((await ask('/', { host, cookie })).status).toBe(200)
  })

  it('leaves the address clean and stays open on reload, in a browser', async () => {
    const own = await startLabServer(temporary())
    const page = await browser.newPage()
    await page.goto(own.url)
    const { origin } = new URL(own.url)
    expect(page.url().split('#')[0]).toBe(`${origin}/`)
    expect(await page.evaluate(() => document.cookie)).toBe('')
    expect((await page.reload())?.status()).toBe(200)
    const stranger = await (await browser.newContext()).newPage()
    expect((await stranger.goto(own.url))?.status()).toBe(403)
    expect(await stranger.textContent('body')).toContain('This address was used before')
    await page.context().close()
    await stranger.context().close()
    expect(await own.close()).toBe(0)
  })
})

describe('every combination of Host, Origin and token', () => {
  const states = ['right', 'wrong', 'absent'] as const
  const rows = states.flatMap((hostState) => states.flatMap((originState) => states.map((tokenState) => [hostState, originState, tokenState] as const)))

  it.each(rows)('Host %s, Origin %s, token %s', async (hostState, originState, tokenState) => {
    const headers: Record<string, string> = {}
    if (hostState !== 'absent') headers['host'] = hostState === 'right' ? host : 'evil.test'
    if (originState !== 'absent') headers['origin'] = originState === 'right' ? `http://${host}` : 'http://evil.test'
    if (tokenState !== 'absent') headers['cookie'] = tokenState === 'right' ? cookie : cookie.replace(/.$/, '!')
    const admitted = hostState === 'right' && tokenState === 'right'

    const { status, headers: answered } = await ask('/', headers)
    if (admitted && originState !== 'wrong') expect(status).toBe(200)
    else expect(status).toBeGreaterThanOrEqual(400)
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) expect((await ask('/', headers, method)).status, method).toBeGreaterThanOrEqual(400)
    for (const name of Object.keys(answered)) expect(name).not.toMatch(/^access-control-/)

    // The client writes a Host of its own where none is given, so an absent one is asked for by hand.
    const opened = hostState === 'absent' ? await upgradesWithoutHost(headers) : await upgrades(headers)
    expect(opened).toBe(admitted && originState === 'right')
  })

  it('gives a good token to nobody who knocks with a wrong Host or Origin, and does not use it up', async () => {
    const own = await startLabServer(temporary())
    const { pathname, search, host: name, port } = new URL(own.url)
    const knock = async (headers: Record<string, string>) => (await ask(pathname + search, headers, 'GET', Number(port))).status
    expect(await knock({ host: 'evil.test' })).toBe(421)
    expect(await knock({ host: name, origin: 'http://evil.test' })).toBe(403)
    expect(await knock({ host: name, origin: 'null' })).toBe(403)
    expect(await knock({ host: name })).toBe(303)
    expect(await own.close()).toBe(0)
  })

  it('opens no socket anywhere else', async () => {
    const headers = { host, origin: `http://${host}`, cookie }
    expect(await upgrades(headers)).toBe(true)
    expect(await upgrades(headers, '/')).toBe(false)
    expect(await upgrades(headers, '/rpc/')).toBe(false)
  })

  it('refuses a page of another origin in a browser that holds the cookie', async () => {
    const own = await startLabServer(temporary())
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(own.url)
    const { port } = new URL(own.url)
    // Another program's page on this computer: same host, another port, so the same site.
    const other = createServer((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<p>another page</p>'))
    other.listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    await page.goto(`http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}/`)
    const seen = await page.evaluate(async (lab) => {
      const socket = await new Promise((resolve) => {
        const opening = new WebSocket(`ws://127.0.0.1:${lab}/rpc`)
        opening.onopen = () => resolve('open')
        opening.onerror = () => resolve('refused')
      })
      const read = await fetch(`http://127.0.0.1:${lab}/`, { credentials: 'include' }).then(
        () => 'read',
        () => 'refused',
      )
      return { socket, read }
    }, port)
    expect(seen).toEqual({ socket: 'refused', read: 'refused' })
    await context.close()
    other.close()
    expect(await own.close()).toBe(0)
  })
})

describe('answers', () => {
  it('carry the content policy and forbid to be guessed at, referred, embedded or kept', async () => {
    const expected = {
      'content-security-policy': contentPolicy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    }
    for (const [path, headers] of [
      ['/', { host, cookie }],
      ['/missing', { host, cookie }],
      ['/', { host }],
    ] as const) {
      expect((await ask(path, headers)).headers).toMatchObject(expected)
    }
  })

  it('have no body for HEAD', async () => {
    const page = await ask('/', { host, cookie })
    const head = await ask('/', { host, cookie }, 'HEAD')
    expect(head).toMatchObject({ status: 200, body: '' })
    expect(head.headers['content-length']).toBe(String(Buffer.byteLength(page.body)))
  })

  it.each([...hostilePaths, ...packagePaths])('name no file outside: %s', async (path) => {
    const answer = await ask(path, { host, cookie })
    expect([400, 404]).toContain(answer.status)
    expect(answer.headers['x-injected']).toBeUndefined()
    expect(answer.body).not.toMatch(/backprop-lab|root:/)
  })
})

describe('a start that cannot succeed', () => {
  it('names the port in use, and ends with 1', async () => {
    const child = spawnLabServer(['--data-dir', temporary(), '--port', host.split(':')[1] ?? ''])
    let errors = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text))
    await once(child, 'exit')
    expect(child.exitCode).toBe(1)
    const who = process.platform === 'linux' ? '\\S+ \\(process \\d+\\)' : 'another program'
    expect(errors).toMatch(new RegExp(`Port ${host.split(':')[1]} is in use by ${who}`))
  })

  it('names who writes to the data, and ends with 1', async () => {
    await expect(startLabServer(folder)).rejects.toThrow(`Backprop Lab (browser) (process ${server.process.pid})`)
    expect((await ask('/', { host, cookie })).status).toBe(200)
  })

  it('ends with 2 for a wrong command line', async () => {
    const child = spawnLabServer(['--port', 'http'])
    await once(child, 'exit')
    expect(child.exitCode).toBe(2)
  })
})

const folders: (() => void)[] = []
afterAll(() => folders.forEach((removeFolder) => removeFolder()))

function temporary(): string {
  const fresh = temporaryFolder()
  folders.push(fresh.remove)
  return fresh.folder
}

function upgradesWithoutHost(headers: Record<string, string>): Promise<boolean> {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nsec-websocket-version: 13\r\n'
  return new Promise((resolve, reject) => {
    const socket = connect(Number(host.split(':')[1]), '127.0.0.1', () => {
      socket.write(`GET /rpc HTTP/1.1\r\nconnection: Upgrade\r\nupgrade: websocket\r\n${key}${lines.join('')}\r\n`)
    })
    socket.once('data', (data) => {
      resolve(String(data).startsWith('HTTP/1.1 101'))
      socket.destroy()
    })
    socket.once('error', reject)
  })
}
