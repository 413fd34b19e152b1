import { describe, expect, it } from 'vitest'
import { browserCommand, hindrance, readWish } from '../../../scripts/launcher/choice.mjs'

describe('readWish', () => {
  it('knows three words and takes none for auto', () => {
    expect([readWish(), readWish(''), readWish('auto'), readWish('electron'), readWish('browser')]).toEqual(['auto', 'auto', 'auto', 'electron', 'browser'])
  })

  it('refuses another and lists the known ones', () => {
    expect(() => readWish('chrome')).toThrow('LAB_SHELL is "chrome". It takes auto, electron, browser.')
  })
})

describe('hindrance', () => {
  const linux = (env: Record<string, string>, uid = 1000) => hindrance({ platform: 'linux', env, uid })

  it('is a missing display on Linux', () => {
    expect(linux({})).toContain('no display')
    expect(linux({ DISPLAY: '' })).toContain('no display')
    expect(linux({ DISPLAY: ':0' })).toBeNull()
    expect(linux({ WAYLAND_DISPLAY: 'wayland-0' })).toBeNull()
  })

  it('is root on Linux, for whom the sandbox would have to be given up', () => {
    expect(linux({ DISPLAY: ':0' }, 0)).toContain('sandbox')
  })

  it('is nothing elsewhere', () => {
    expect(hindrance({ platform: 'darwin', env: {}, uid: 501 })).toBeNull()
    expect(hindrance({ platform: 'win32', env: {} })).toBeNull()
  })
})

describe('browserCommand', () => {
  const url = 'http://127.0.0.1:4000/?token=a&b'

  it('passes the address as one word to the system’s opener', () => {
    expect(browserCommand(url, { platform: 'darwin', env: {} })).toEqual(['open', url])
    expect(browserCommand(url, { platform: 'win32', env: {} })).toEqual(['rundll32', 'url.dll,FileProtocolHandler', url])
    expect(browserCommand(url, { platform: 'linux', env: { DISPLAY: ':0' } })).toEqual(['xdg-open', url])
  })

  it('is nothing where there is no display', () => {
    expect(browserCommand(url, { platform: 'linux', env: {} })).toBeNull()
  })
})
