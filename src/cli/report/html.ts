/** The report as one page that needs nothing else: pictures within it, no script, and a layout for paper. */
import type { FigureNumber } from '../../api/report'
import { verdicts, type Judgement, type Measurement, type Sensitivity, type Verdict } from '../../report/claims'
import { measurementText } from '../../report/judge'
import type { Ledger, LedgerClaim, LedgerFigure } from '../../report/ledger'
import { pageStyle } from './page-style'

export interface PageFigure {
  figure: FigureNumber
  /** As a PNG file. */
  png: Uint8Array
  /** The picture in words. */
  summary: string
}

/** Shape before colour: each verdict has a mark of its own. */
const marks: Record<Verdict, { sign: string; kind: string }> = {
  reproduced: { sign: '✓', kind: 'reproduced' },
  'not reproduced': { sign: '✕', kind: 'not-reproduced' },
  undecided: { sign: '–', kind: 'undecided' },
}

export function reportPage(ledger: Ledger, pictures: readonly PageFigure[]): string {
  const title = ledger.variant === 'quick' ? 'The report, reproduced: a quick look' : 'The report, reproduced'
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="generator" content="Backprop Lab ${escape(ledger.program)}">
<title>${title}</title>
<style>${pageStyle}</style>
</head>
<body>
<header>
<h1>${title}</h1>
${quickNotice(ledger)}
<p class="tally">${tallyText(ledger)}</p>
<p class="muted">Each claim of the report is a test on recorded trials, settled before the data. Intervals are 95&nbsp;% percentile bootstraps over trials.</p>
${overview(ledger)}
</header>
<main>
${ledger.figures.map((figure) => figureSection(figure, ledger, pictures)).join('\n')}
</main>
<footer class="muted"><p>Drawn by Backprop Lab ${escape(ledger.program)} from its own records. The files of the figures carry configuration, seeds and data digests: open them again in the lab.</p></footer>
</body>
</html>
`
}

function quickNotice({ variant }: Ledger): string {
  if (variant === 'full') return ''
  return '<p class="quick">A quick look with fewer seeds and epochs: it shows where things are going and decides nothing.</p>'
}

function tallyText({ tally, claims }: Ledger): string {
  const parts = verdicts.map((verdict) => `<span class="count"><b>${tally[verdict]}</b> ${verdict}</span>`)
  const none = tally['no verdict'] > 0 ? [`<span class="count"><b>${tally['no verdict']}</b> without data</span>`] : []
  return `Of ${claims.length} claims: ${[...parts, ...none].join(' ')}`
}

/** All verdicts at a glance; a claim leads to its figure. */
function overview({ claims }: Ledger): string {
  const rows = claims.map(
    ({ claim, figure, words, verdict }) =>
      `<tr><th scope="row"><a href="#figure-${figure}">${claim}</a></th><td>${escape(words)}</td><td>${verdict === null ? 'no data' : verdictMark(verdict)}</td></tr>`,
  )
  return `<table class="overview">
<thead><tr><th>Claim</th><th>The report says</th><th>Verdict</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`
}

function figureSection(figure: LedgerFigure, { claims, sensitivity }: Ledger, pictures: readonly PageFigure[]): string {
  const picture = pictures.find((one) => one.figure === figure.figure)
  return `<section id="figure-${figure.figure}">
<h2>Figure ${figure.figure}: ${escape(figure.title)}${figure.variant === 'quick' ? ' <span class="quick-mark">quick</span>' : ''}</h2>
${picture ? `<img src="data:image/png;base64,${base64(picture.png)}" alt="${escape(picture.summary)}">` : ''}
${claimTable(claims.filter((claim) => claim.figure === figure.figure))}
${sensitivity
  .filter((note) => note.figure === figure.figure)
  .map(sensitivityNote)
  .join('\n')}
<p class="muted trials">${escape(trialsText(figure))}</p>
</section>`
}

function claimTable(claims: readonly LedgerClaim[]): string {
  if (claims.length === 0) return ''
  return `<table class="claims">
<thead><tr><th>Claim</th><th>The report says</th><th>Test</th><th>Measured</th><th>Verdict</th></tr></thead>
<tbody>
${claims.map(claimRow).join('\n')}
</tbody>
</table>`
}

function claimRow(claim: LedgerClaim): string {
  return `<tr><th scope="row">${claim.claim}</th><td>${escape(claim.words)}</td><td>${escape(claim.test)}</td><td>${measured(claim.measurements)}</td><td>${verdictCell(claim)}</td></tr>`
}

function measured(measurements: readonly Measurement[]): string {
  if (measurements.length === 0) return '–'
  return `<ul>${measurements.map((one) => `<li>${escape(one.name)}: <span class="number">${escape(measurementText(one))}</span></li>`).join('')}</ul>`
}

function verdictCell({ verdict, reason, leaning }: Judgement): string {
  const shown = verdict === null ? '<span class="verdict">no data</span>' : verdictMark(verdict)
  const points = leaning === null ? '' : `<br><span class="muted">points to: ${leaning}</span>`
  return `${shown}${points}<br><span class="muted">${escape(reason)}</span>`
}

function verdictMark(verdict: Verdict): string {
  const { sign, kind } = marks[verdict]
  return `<span class="verdict ${kind}"><span aria-hidden="true">${sign}</span> ${verdict}</span>`
}

function sensitivityNote({ note, measurements }: Sensitivity): string {
  return `<div class="sensitivity"><b>What decides it.</b> ${escape(note)}${measurements.length > 0 ? measured(measurements) : ''}</div>`
}

function trialsText({ epochs, seeds, settings }: LedgerFigure): string {
  const sums = (key: 'done' | 'diverged' | 'missing') => settings.reduce((sum, setting) => sum + setting[key], 0)
  const parts = [`${sums('done')} of ${settings.length * seeds.length} trials of ${epochs} epochs recorded`]
  if (sums('diverged') > 0) parts.push(`${sums('diverged')} diverged`)
  if (sums('missing') > 0) parts.push(`${sums('missing')} missing`)
  return `${parts.join(', ')}.`
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
}

/** Text as text, within elements and attributes alike. */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;')
}
