/** Draws one figure and prints the digest of its bytes, and the families of fonts that it could draw with. */
import { createHash } from 'node:crypto'
import { GlobalFonts } from '@napi-rs/canvas'
import { reportFigureSpec } from '../../../../src/charts/report/figures'
import { renderFigurePng } from '../../../../src/cli/png/render'
import { figureMetadata } from '../../../../src/report/metadata'
import { recordFigure } from '../../report/recordings'

const recorded = recordFigure(5, { seeds: 4 })
const png = await renderFigurePng(reportFigureSpec(recorded, []), { theme: 'light', metadata: figureMetadata(recorded, '0.1.0') })
console.log(createHash('sha256').update(png).digest('hex'))
console.log(GlobalFonts.families.map(({ family }) => family).join())
