/** The style sheet of the report's page, for screen and paper. */
export const pageStyle = `
:root { color-scheme: light; --ink: #2a3234; --strong: #0f1416; --muted: #4c5759; --line: #d8ddda; --good: #1f6b3a; --bad: #a8261c; --wash: #f1f3f0; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 62rem; padding: 2rem 1.5rem 3rem; color: var(--ink); background: #fff; font: 15px/1.5 'IBM Plex Sans', system-ui, sans-serif; }
h1 { margin: 0 0 .5rem; color: var(--strong); font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; color: var(--strong); font-size: 1.2rem; }
img { display: block; width: 100%; height: auto; border: 1px solid var(--line); border-radius: 4px; }
table { width: 100%; margin: 1rem 0 .5rem; border-collapse: collapse; font-size: .87rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--muted); font-weight: 500; }
.claims td:nth-child(2) { width: 21%; } .claims td:nth-child(3) { width: 23%; } .claims td:nth-child(5) { width: 22%; }
.overview th { width: 4rem; } .overview td:nth-child(3) { width: 12rem; }
a { color: #095862; }
ul { margin: 0; padding-left: 1rem; }
.number { font-variant-numeric: tabular-nums; color: var(--strong); }
.muted { color: var(--muted); font-size: .85rem; }
.tally { font-size: 1.05rem; } .count { margin-right: 1rem; white-space: nowrap; } .count b { font-size: 1.25rem; color: var(--strong); }
.verdict { display: inline-block; padding: 0 .45rem; border: 1px solid transparent; border-radius: 3px; font-weight: 600; white-space: nowrap; }
.reproduced { color: var(--good); background: #e3efe6; }
.not-reproduced { color: var(--bad); border-color: var(--bad); }
.undecided { color: var(--muted); border: 1px dashed var(--muted); }
.quick { padding: .6rem .8rem; border: 1px dashed #7a5200; color: #7a5200; border-radius: 4px; }
.quick-mark { padding: 0 .4rem; border: 1px dashed #7a5200; border-radius: 3px; color: #7a5200; font-size: .8rem; font-weight: 500; }
.sensitivity { margin: .75rem 0; padding: .6rem .8rem; background: var(--wash); border-left: 3px solid #b4bdba; font-size: .87rem; }
@page { size: A4; margin: 16mm 14mm; }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
  section { break-before: page; }
  img, tr, .sensitivity { break-inside: avoid; } img { border: 0; max-height: 140mm; object-fit: contain; object-position: left; }
  table { font-size: 8pt; } th, td { padding: 1mm 1.5mm; } .muted, .sensitivity { font-size: 8pt; } a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; margin-top: 0; } thead { display: table-header-group; }
}
`
