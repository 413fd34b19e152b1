import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contentPolicy } from '../../../../src/main/csp'
import { answer } from '../../../../src/main/electron/protocol'
import { hostilePaths } from '../hostile-paths'

let folder = ''
let root = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-protocol-'))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(root, 'index.html'), '<p>page</p>')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'))
  symlinkSync(folder, join(root, 'up'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const ask = (url: string, method = 'GET') => answer({ url, method }, root)

it('answers the page with the content policy', async () => {
  const response = await ask('app://lab/')
  expect(response.status).toBe(200)
  expect(await response.text()).toBe('<p>page</p>')
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(response.headers.get('content-security-policy')).toBe(contentPolicy)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
})

it('has nothing for other hosts, paths outside and other methods', async () => {
  expect((await ask('app://other/')).status).toBe(404)
  expect((await ask('app://lab/%2e%2e%2fsecret')).status).toBe(404)
  expect((await ask('app://lab/..%5csecret')).status).toBe(404)
  expect((await ask('app://lab/missing.js')).status).toBe(404)
  expect((await ask('app://lab/', 'POST')).status).toBe(405)
})

it.each([...hostilePaths, '/link.txt', '/up/secret.txt', '/up/renderer/../secret.txt'])('answers %j with nothing of the disk', async (path) => {
  const response = await ask(`app://lab${path}`)
  expect(response.status).toBe(404)
  expect(await response.text()).toBe('There is no such file.')
  expect(response.headers.get('x-injected')).toBeNull()
})

it('has no file under a host that only resembles its own', async () => {
  for (const host of ['LAB.evil', 'lab.', 'lab:80', 'user@lab.evil', '']) expect((await ask(`app://${host}/index.html`)).status, host).toBe(404)
})
