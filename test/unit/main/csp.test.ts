import { CspEvaluator } from 'csp_evaluator/dist/evaluator.js'
import { CspParser } from 'csp_evaluator/dist/parser.js'
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

/** What the checker of CSP finds, as `directive: value`. */
function findings(policy: string): string[] {
  return new CspEvaluator(new CspParser(policy).csp).evaluate().map(({ directive, value }) => `${directive}: ${value ?? 'missing'}`)
}

it('has no weakness that the checker knows', () => {
  // It points at 'self' for hosts that serve what users upload; the lab serves the built window alone.
  expect(findings(contentPolicy)).toEqual(["script-src: 'self'"])
})

it('the checker can fail', () => {
  expect(findings("script-src 'self' 'unsafe-inline' https:; base-uri 'none'")).toEqual(
    expect.arrayContaining(["script-src: 'unsafe-inline'", 'script-src: https:', 'object-src: missing']),
  )
})
