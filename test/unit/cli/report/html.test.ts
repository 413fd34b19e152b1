/** The report's page: complete in itself, and text stays text. */
import { expect, test } from 'vitest'
import { reportPage } from '../../../../src/cli/report/html'
import type { Ledger, LedgerClaim } from '../../../../src/report/ledger'

const claim = (changes: Partial<LedgerClaim>): LedgerClaim => ({
  claim: '5a',
  figure: 5,
  words: 'TanH and ReLU largely outperform Sigmoid',
  test: 'both differences above 0.5 points',
  verdict: 'reproduced',
  reason: 'Both intervals lie above',
  leaning: null,
  quick: false,
  measurements: [{ name: 'ReLU − Sigmoid', value: 0.01, interval: { low: 0.008, high: 0.012 }, n: 15, unit: 'points' }],
  left: { diverged: 0, missing: 0 },
  ...changes,
})

const ledger = (claims: LedgerClaim[], changes: Partial<Ledger> = {}): Ledger => ({
  format: 'backprop-lab-claims',
  version: 1,
  program: '0.1.0',
  variant: 'full',
  tally: { reproduced: 1, 'not reproduced': 0, undecided: 0, 'no verdict': 0 },
  figures: [
    {
      figure: 5,
      title: 'Activations',
      variant: 'full',
      epochs: 50,
      seeds: [1, 2],
      settings: [{ label: 'ReLU', configDigest: 'c', beside: false, done: 1, diverged: 1, missing: 0 }],
    },
  ],
  claims,
  sensitivity: [{ figure: 5, note: 'The data range decides it', measurements: [] }],
  ...changes,
})

const picture = { figure: 5 as const, png: Uint8Array.of(137, 80), summary: 'Three curves' }

test('shows picture, claim, numbers, verdict with its mark, sensitivity and trials', () => {
  const page = reportPage(ledger([claim({})]), [picture])
  for (const part of [
    '<img src="data:image/png;base64,iVA=" alt="Three curves">',
    'TanH and ReLU largely outperform Sigmoid',
    'both differences above 0.5 points',
    '<span class="verdict reproduced"><span aria-hidden="true">✓</span> reproduced</span>',
    'Both intervals lie above',
    'The data range decides it',
    '1 of 2 trials of 50 epochs recorded, 1 diverged.',
    '<b>1</b> reproduced',
  ])
    expect(page).toContain(part)
  expect(page).not.toContain('quick look')
})

test('each verdict has a mark of its own, and none without data', () => {
  const page = reportPage(
    ledger([claim({ verdict: 'not reproduced' }), claim({ verdict: 'undecided', leaning: 'reproduced' }), claim({ verdict: null, measurements: [] })]),
    [],
  )
  expect(page).toContain('✕</span> not reproduced')
  expect(page).toContain('–</span> undecided')
  expect(page).toContain('points to: reproduced')
  expect(page).toContain('no data')
})

test('a quick look says so on top and at each figure', () => {
  const full = ledger([claim({ quick: true })])
  const page = reportPage({ ...full, variant: 'quick', figures: full.figures.map((figure) => ({ ...figure, variant: 'quick' })) }, [picture])
  expect(page).toContain('<title>The report, reproduced: a quick look</title>')
  expect(page).toContain('class="quick-mark"')
})

test('markup in words is text, and nothing is fetched or run', () => {
  const page = reportPage(ledger([claim({ words: '<img src=x onerror=alert(1)>', reason: '"quoted" & \'so\'' })]), [{ ...picture, summary: '"><script>' }])
  expect(page).not.toContain('<img src=x')
  expect(page).toContain('&lt;img src=x onerror=alert(1)&gt;')
  expect(page).toContain('&quot;quoted&quot; &amp; &#39;so&#39;')
  expect(page).not.toMatch(/<script|https?:/)
  expect(page).toContain("default-src 'none'; img-src data:; style-src 'unsafe-inline'")
})
