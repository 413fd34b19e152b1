import { describe, expect, it } from 'vitest'
import { isLabPage, isTrustedSender, labPage, mayDownload, mayNavigate, mayRequest, mayUse } from '../../../../src/main/electron/policy'

const develop = 'http://localhost:5173/'

/** Addresses that resemble the lab's page and are another. */
const impostors = [
  'app://lab.evil/',
  'app://evil/',
  'app://lab:80/',
  'app://user@evil/',
  'apps://lab/',
  'https://lab/',
  'file:///lab/',
  'http://localhost:5173/',
  'about:blank',
  'about:srcdoc',
  'data:text/html,app://lab/',
  'javascript:app://lab/',
  'blob:app://lab/1234',
  '',
  'lab',
]

describe('isLabPage', () => {
  it('knows the page in any room and by reload', () => {
    for (const url of ['app://lab/', 'app://lab/#/runs', 'app://lab/?x=1#/setup']) expect(isLabPage(url, labPage), url).toBe(true)
  })

  it('takes nothing else for it', () => {
    for (const url of [...impostors, 'app://lab/other.html']) expect(isLabPage(url, labPage), url).toBe(false)
  })
})

describe('isTrustedSender', () => {
  it('trusts the top frame that shows the lab', () => {
    expect(isTrustedSender({ url: 'app://lab/#/draw', parent: null }, labPage)).toBe(true)
    expect(isTrustedSender({ url: 'http://localhost:5173/', parent: null }, develop)).toBe(true)
  })

  it('trusts no frame within it, none that is gone, and no other page', () => {
    expect(isTrustedSender({ url: labPage, parent: {} }, labPage)).toBe(false)
    expect(isTrustedSender(null, labPage)).toBe(false)
    for (const url of impostors) expect(isTrustedSender({ url, parent: null }, labPage), url).toBe(false)
  })
})

describe('mayNavigate', () => {
  it('lets the window show its own page again and nothing else', () => {
    expect(mayNavigate({ url: 'app://lab/', isMainFrame: true }, labPage)).toBe(true)
    for (const url of impostors) expect(mayNavigate({ url, isMainFrame: true }, labPage), url).toBe(false)
  })

  it('keeps frames where they are', () => {
    expect(mayNavigate({ url: 'app://lab/', isMainFrame: false }, labPage)).toBe(false)
  })
})

describe('mayDownload', () => {
  it('saves only what the page itself made', () => {
    expect(mayDownload('blob:app://lab/0b6e', labPage)).toBe(true)
    for (const url of [
      'blob:app://lab.evil/0b6e',
      'blob:https://evil.test/1',
      'blob:null/1',
      'app://lab/index.html',
      'https://evil.test/a.exe',
      'data:text/plain,x',
    ]) {
      expect(mayDownload(url, labPage), url).toBe(false)
    }
  })
})

describe('mayRequest', () => {
  it('loads the program’s own files and what the page made', () => {
    for (const url of ['app://lab/', 'app://lab/assets/a.js', 'data:image/png;base64,', 'blob:app://lab/1', 'devtools://devtools/bundled/x.html']) {
      expect(mayRequest(url, labPage), url).toBe(true)
    }
  })

  it('loads nothing from outside', () => {
    for (const url of [
      'https://example.org/',
      'http://127.0.0.1/',
      'ws://localhost:5173/',
      'file:///etc/passwd',
      'app://other/',
      'blob:https://evil.test/1',
      'nonsense',
    ]) {
      expect(mayRequest(url, labPage), url).toBe(false)
    }
  })

  it('reaches the development server while the lab is developed, and only that', () => {
    expect(mayRequest('http://localhost:5173/src/main.ts', develop)).toBe(true)
    expect(mayRequest('ws://localhost:5173/', develop)).toBe(true)
    expect(mayRequest('ws://localhost:5174/', develop)).toBe(false)
    expect(mayRequest('https://example.org/', develop)).toBe(false)
  })
})

describe('mayUse', () => {
  it('lets the page of the lab copy, and nothing else', () => {
    expect(mayUse('clipboard-sanitized-write', 'app://lab/', labPage)).toBe(true)
    expect(mayUse('clipboard-sanitized-write', 'app://lab', labPage)).toBe(true)
    for (const other of ['clipboard-read', 'notifications', 'fileSystem', 'media']) expect(mayUse(other, 'app://lab/', labPage), other).toBe(false)
    for (const url of ['app://evil/', 'https://lab/', 'http://localhost:5173/', '']) expect(mayUse('clipboard-sanitized-write', url, labPage), url).toBe(false)
  })
})
