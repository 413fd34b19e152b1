import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetSegments, isInside, readAsset } from '../../../src/main/assets'
import { hostilePaths } from './hostile-paths'

/** Those of every transport, and what only a caller within the program can ask for. */
const hostile = [...hostilePaths, '/index.html\u0000', '/./index.html', 'index.html', '']
/** A doubly encoded path is the name of a file that does not exist: it is decoded once only. */
const plainNames: Record<string, string[]> = {
  '/%252e%252e/secret.txt': ['%2e%2e', 'secret.txt'],
  '/%252e%252e%252fsecret.txt': ['%2e%2e%2fsecret.txt'],
  '/%25252e%25252e/secret.txt': ['%252e%252e', 'secret.txt'],
}

describe('assetSegments', () => {
  it('names the page and files below it', () => {
    expect(assetSegments('/')).toEqual(['index.html'])
    expect(assetSegments('/assets/index-a1_b2.js')).toEqual(['assets', 'index-a1_b2.js'])
    expect(assetSegments('/a%20b.png')).toEqual(['a b.png'])
  })

  it.each(hostile)('refuses %j or leaves it a plain name', (pathname) => {
    expect(assetSegments(pathname)).toEqual(plainNames[pathname] ?? null)
  })
})

describe('isInside', () => {
  it('compares whole names and not the beginning of text', () => {
    expect(isInside('/lab/out', '/lab/out/index.html')).toBe(true)
    expect(isInside('/lab/out', '/lab/out/..name')).toBe(true)
    expect(isInside('/lab/out', '/lab/out')).toBe(false)
    expect(isInside('/lab/out', '/lab/outside/index.html')).toBe(false)
    expect(isInside('/lab/out', '/lab')).toBe(false)
  })
})

describe('readAsset', () => {
  let folder = ''
  let root = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-assets-'))
    root = join(folder, 'renderer')
    mkdirSync(join(root, 'assets'), { recursive: true })
    writeFileSync(join(root, 'index.html'), '<p>page</p>')
    writeFileSync(join(root, 'assets', 'app.js'), 'start()')
    writeFileSync(join(root, 'data.unknown'), 'x')
    writeFileSync(join(folder, 'secret.txt'), 'secret')
    symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'))
    symlinkSync(folder, join(root, 'up'))
    symlinkSync(join(root, 'index.html'), join(root, 'inner.html'))
    symlinkSync(join(root, 'loop'), join(root, 'loop'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('reads a file with its type', async () => {
    const page = await readAsset(root, '/')
    expect(page?.type).toBe('text/html; charset=utf-8')
    expect(Buffer.from(page?.bytes ?? []).toString()).toBe('<p>page</p>')
    expect((await readAsset(root, '/assets/app.js'))?.type).toBe('text/javascript; charset=utf-8')
    expect((await readAsset(root, '/data.unknown'))?.type).toBe('application/octet-stream')
  })

  it('follows links inside the folder and none that lead out of it', async () => {
    expect(await readAsset(root, '/inner.html')).not.toBeNull()
    expect(await readAsset(root, '/link.txt')).toBeNull()
    expect(await readAsset(root, '/up/secret.txt')).toBeNull()
    expect(await readAsset(root, '/loop')).toBeNull()
  })

  it('has no file for folders, missing names and over-long names', async () => {
    expect(await readAsset(root, '/assets')).toBeNull()
    expect(await readAsset(root, '/missing.js')).toBeNull()
    expect(await readAsset(root, '/index.html/more')).toBeNull()
    expect(await readAsset(root, `/${'a'.repeat(5000)}`)).toBeNull()
  })

  it('finds nothing for hostile paths', async () => {
    for (const pathname of hostile) expect(await readAsset(root, pathname), pathname).toBeNull()
  })
})
