/** The request for the latest release, against a server of this computer in the place of GitHub's. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { fetchLatest } from '../../../../src/main/updates/fetch-latest'

const address = 'https://api.github.com/repos/ada/backprop-lab/releases/latest'
let answer: (request: IncomingMessage, response: ServerResponse) => void
let asked: IncomingMessage[] = []
const server = createServer((request, response) => {
  asked.push(request)
  answer(request, response)
})
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
beforeEach(() => {
  asked = []
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** To this computer instead, with all that the request says. */
const request: typeof fetch = (input, init) => fetch(`http://127.0.0.1:${port}${new URL(input as string).pathname}`, init)
const look = (limit?: number) => fetchLatest(address, { request, ...(limit !== undefined && { limit }) })

const says =
  (body: string, status = 200) =>
  (_request: IncomingMessage, response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(body)
  }

test('takes the version of the tag, and sends nothing but the question', async () => {
  answer = says(JSON.stringify({ tag_name: 'v1.4.0', name: '<b>1.4.0</b>', html_url: 'https://example.org/', assets: [] }))
  expect(await look()).toBe('1.4.0')
  expect(asked).toHaveLength(1)
  const [{ method, url, headers } = {}] = asked
  expect([method, url]).toEqual(['GET', '/repos/ada/backprop-lab/releases/latest'])
  expect(headers).toMatchObject({ 'user-agent': 'backprop-lab' })
  expect([headers?.cookie, headers?.authorization, headers?.referer]).toEqual([undefined, undefined, undefined])
})

test('no release is no failure', async () => {
  answer = says('{"message":"Not Found"}', 404)
  expect(await look()).toBeNull()
})

test('goes nowhere else, and says what came instead of a version', async () => {
  answer = (_request, response) => void response.writeHead(301, { location: '/elsewhere' }).end()
  await expect(look()).rejects.toThrow('api.github.com answered with status 301')
  expect(asked).toHaveLength(1)
  answer = says('{}', 403)
  await expect(look()).rejects.toThrow('status 403')
  for (const body of ['', '<html>', '[]', '{"tag_name":7}', '{"tag_name":"latest"}', '{"tag_name":"1.0.0\\u202e"}']) {
    answer = says(body)
    await expect(look(), body).rejects.toThrow('names no version')
  }
})

test('reads no more than a release can have', async () => {
  answer = (_request, response) => {
    response.writeHead(200)
    // Without an end: only who stops by itself gets away.
    const more = () => response.writable && response.write(Buffer.alloc(65_536, ' '), more)
    more()
  }
  await expect(look()).rejects.toThrow('more than 1 MB')
})

test('waits no longer than it is told, for the first byte and for the last', async () => {
  answer = () => undefined
  await expect(look(50)).rejects.toThrow('did not answer within 0.05 s')
  answer = (_request, response) => void response.writeHead(200).write('{')
  await expect(look(50)).rejects.toThrow('did not answer within 0.05 s')
})

test('says where nobody answers', async () => {
  const refused: typeof fetch = () => Promise.reject(new TypeError('fetch failed'))
  await expect(fetchLatest(address, { request: refused })).rejects.toThrow('api.github.com cannot be reached')
})

test('asks over https alone', async () => {
  await expect(fetchLatest(address.replace('https', 'http'), { request })).rejects.toThrow('over https alone')
  expect(asked).toEqual([])
})
