/** Saves a figure of the report: as a picture that carries its experiment, or as the numbers behind it. */
import { labVersion } from '../../../api/version'
import { reportSvg } from '../../../charts/compare/svg-file'
import { reportFigureSizes } from '../../../charts/report/draw'
import { chartThemes } from '../../../charts/theme'
import { curvesCsv, finalsCsv } from '../../../report/csv'
import { figureMetadata } from '../../../report/metadata'
import { writeSvgMetadata } from '../../../report/svg/metadata'
import { saveFile, savePng } from '../compare/savePng'
import { loadMeasure } from '../compare/textMeasure'
import { drawFigure } from './drawFigure'
import type { LoadedFigure } from './loadFigure'

export interface PictureKind {
  theme: 'light' | 'dark'
  size: 'paper' | 'screen'
}

/** Resolves with the name of the file. */
export async function savePicture({ recorded, spec }: LoadedFigure, { theme, size }: PictureKind): Promise<string> {
  const pixels = reportFigureSizes[size]
  const name = `${baseName(recorded)}${theme === 'dark' ? '-dark' : ''}.png`
  await savePng(await drawFigure(spec, chartThemes[theme], pixels), { name, metadata: figureMetadata(recorded, labVersion), dpi: pixels.dpi })
  return name
}

/** As a vector drawing for paper. Resolves with the name of the file. */
export async function saveDrawing({ recorded, spec }: LoadedFigure): Promise<string> {
  const name = `${baseName(recorded)}.svg`
  const svg = reportSvg(spec, { theme: chartThemes.light, measure: await loadMeasure(chartThemes.light, reportFigureSizes.paper.fontSize) })
  saveFile(new Blob([writeSvgMetadata(svg, figureMetadata(recorded, labVersion))], { type: 'image/svg+xml' }), name)
  return name
}

export type NumbersKind = 'finals' | 'curves'

export function saveNumbers({ recorded }: LoadedFigure, kind: NumbersKind): string {
  const name = `${baseName(recorded)}${kind === 'curves' ? '-curves' : ''}.csv`
  saveFile(new Blob([kind === 'curves' ? curvesCsv(recorded) : finalsCsv(recorded)], { type: 'text/csv' }), name)
  return name
}

/** As the terminal names its files; a quick look says so. */
function baseName({ figure, variant }: LoadedFigure['recorded']): string {
  return `figure-${figure}${variant === 'quick' ? '-quick' : ''}`
}
