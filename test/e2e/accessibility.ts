/** What axe-core finds in a page. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Violation {
  id: string
  impact: string | null
  nodes: { html: string }[]
}

/**
 * Around the notices the component library has two spans for the keyboard: whoever comes to one is passed on at once, so that nobody stays on
 * what is hidden. axe-core sees that they take the focus, and not where to.
 */
const passedOn = 'span[aria-hidden="true"][tabindex="0"][style*="position: fixed"]'

/** Findings that keep somebody from using the page, as one line each. Expect it to equal []. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(source)
  const context = JSON.stringify({ exclude: [[`[role="region"] > ${passedOn}`]] })
  const violations = await page.evaluate<Violation[]>(`axe.run(${context}, { resultTypes: ['violations'] }).then((result) => result.violations)`)
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)
}
