import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { contentPolicy } from '../../../../src/main/csp'
import { answer } from '../../../../src/main/electron/protocol'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lab-protocol-'))
  writeFileSync(join(root, 'index.html'), '<p>page</p>')
})
afterAll(() => rmSync(root, { recursive: true }))

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
