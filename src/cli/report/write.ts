/** Writes the report to its folder: figures in light and dark, their data, the ledger, and the page that shows all of it. */
import { figureNumbers, type FigureNumber, type FigureVariant, type RecordedFigure } from '../../api/report'
import { reportFigureSpec } from '../../charts/report/figures'
import { curvesCsv, finalsCsv } from '../../report/csv'
import type { ReportEvidence } from '../../report/evidence'
import { buildLedger, type Ledger } from '../../report/ledger'
import { figureMetadata } from '../../report/metadata'
import type { OutputFolder } from '../output-folder'
import type { renderFigurePng } from '../png/render'
import { reportPage, type PageFigure } from './html'

export interface WriteOptions {
  figures: readonly FigureNumber[]
  variant: FigureVariant
  /** Version of the program. */
  program: string
  render: typeof renderFigurePng
  /** Told of each figure once its files are there. */
  onFigure(recorded: RecordedFigure, files: readonly string[]): void
}

/** A figure without data gets no files. */
export async function writeReport(evidence: ReportEvidence, folder: OutputFolder, options: WriteOptions): Promise<Ledger> {
  const pictures: PageFigure[] = []
  for (const figure of figureNumbers) {
    if (options.figures.includes(figure)) pictures.push(...(await writeFigure(figure, evidence, folder, options)))
  }
  const ledger = buildLedger(evidence, options)
  folder.write('claims.json', `${JSON.stringify(ledger, null, 2)}\n`)
  folder.write('report.html', reportPage(ledger, pictures))
  return ledger
}

async function writeFigure(figure: FigureNumber, evidence: ReportEvidence, folder: OutputFolder, options: WriteOptions): Promise<PageFigure[]> {
  const recorded = evidence.figures.get(figure)
  if (!recorded) return []
  const spec = reportFigureSpec(recorded, evidence.models.get(figure) ?? [])
  const metadata = figureMetadata(recorded, options.program)
  const png = await options.render(spec, { theme: 'light', metadata })
  const name = `figure-${figure}`
  const files: [string, string | Uint8Array][] = [
    [`${name}.png`, png],
    [`${name}-dark.png`, await options.render(spec, { theme: 'dark', metadata })],
    [`${name}.csv`, finalsCsv(recorded)],
    [`${name}-curves.csv`, curvesCsv(recorded)],
  ]
  for (const [file, content] of files) folder.write(file, content)
  options.onFigure(
    recorded,
    files.map(([file]) => file),
  )
  return [{ figure, png, summary: spec.summary }]
}
