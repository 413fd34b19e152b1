/**
 * Who may enter the loopback server: an address with a random token is good for one visit, which is answered with a cookie; the
 * cookie holds another secret and lasts as long as the server.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'

export interface Access {
  /** A new address path with a token that nobody has used. */
  ticket(): string
  /** Takes the token if it is unused; after that it is worthless. */
  redeem(token: string): boolean
  /** Whether the cookie header carries this server's secret. */
  admits(cookieHeader: string | undefined): boolean
  /** Value of the Set-Cookie header. */
  readonly cookie: string
}

/** @param port part of the cookie's name, because cookies of one host are shared between its ports */
export function createAccess(port: number): Access {
  const name = `lab_${port}`
  const secret = randomSecret()
  const unused = new Set<string>()
  return {
    cookie: `${name}=${secret}; HttpOnly; SameSite=Strict; Path=/`,
    ticket() {
      const token = randomSecret()
      unused.add(token)
      return `/?token=${token}`
    },
    redeem(token) {
      const match = [...unused].find((candidate) => sameSecret(candidate, token))
      return match !== undefined && unused.delete(match)
    },
    admits(cookieHeader) {
      return cookiesNamed(name, cookieHeader ?? '').some((value) => sameSecret(value, secret))
    },
  }
}

/** Compares in a time that does not depend on where the two differ. */
export function sameSecret(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}

function randomSecret(): string {
  return randomBytes(32).toString('base64url')
}

function cookiesNamed(name: string, header: string): string[] {
  return header
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
}
