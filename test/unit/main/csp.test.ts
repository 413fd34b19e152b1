import { expect, it } from 'vitest'
import { contentPolicy } from '../../../src/main/csp'

it('allows no script but the lab’s own files', () => {
  const directives = new Map(contentPolicy.split('; ').map((text) => [text.split(' ')[0], text.split(' ').slice(1)]))
  expect(directives.get('default-src')).toEqual(["'none'"])
  expect(directives.get('script-src')).toEqual(["'self'", "'wasm-unsafe-eval'"])
  expect(directives.get('connect-src')).toEqual(["'self'"])
  for (const closed of ['object-src', 'base-uri', 'form-action', 'frame-ancestors']) expect(directives.get(closed), closed).toEqual(["'none'"])
  expect(contentPolicy).not.toMatch(/https?:|\*|'unsafe-eval'/)
})
