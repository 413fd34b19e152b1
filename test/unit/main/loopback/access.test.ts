import { describe, expect, it } from 'vitest'
import { createAccess, sameSecret } from '../../../../src/main/loopback/access'

const tokenOf = (ticket: string) => new URLSearchParams(ticket.slice(ticket.indexOf('?'))).get('token') ?? ''
const cookieOf = (setCookie: string) => setCookie.split(';')[0] ?? ''

describe('createAccess', () => {
  it('takes a token once', () => {
    const access = createAccess(4000)
    const token = tokenOf(access.ticket())
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(access.redeem(token)).toBe(true)
    expect(access.redeem(token)).toBe(false)
  })

  it('knows no token of another start', () => {
    expect(createAccess(4000).redeem(tokenOf(createAccess(4000).ticket()))).toBe(false)
    expect(createAccess(4000).redeem('')).toBe(false)
  })

  it('admits its own cookie among others, and not the token in its place', () => {
    const access = createAccess(4000)
    const cookie = cookieOf(access.cookie)
    expect(access.admits(cookie)).toBe(true)
    expect(access.admits(`a=b; ${cookie}; c=d`)).toBe(true)
    expect(access.admits(`lab_4000=${tokenOf(access.ticket())}`)).toBe(false)
    expect(access.admits(`x${cookie}`)).toBe(false)
    expect(access.admits('lab_4000=')).toBe(false)
    expect(access.admits(undefined)).toBe(false)
  })

  it('names the cookie by the port, because ports of one host share their cookies', () => {
    expect(createAccess(4001).cookie).toMatch(/^lab_4001=[\w-]{43}; HttpOnly; SameSite=Strict; Path=\/$/)
  })
})

describe('sameSecret', () => {
  it('compares', () => {
    expect(sameSecret('abc', 'abc')).toBe(true)
    expect(sameSecret('abc', 'abd')).toBe(false)
    expect(sameSecret('abc', 'abcd')).toBe(false)
    expect(sameSecret('é', 'e')).toBe(false)
  })
})
