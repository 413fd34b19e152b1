/** How wide a text is in a font of the charts, as a canvas of the window measures it. */
import type { TextMeasure } from '../../../charts/svg/context'
import type { ChartTheme } from '../../../charts/theme'
import { canvases } from '../../canvases'

/** Resolves once the fonts are there: before that another would be measured. */
export async function loadMeasure(theme: ChartTheme, fontSize: number): Promise<TextMeasure> {
  await Promise.all([400, 500, 600].map((weight) => document.fonts.load(`${weight} ${fontSize}px ${theme.fontFamily}`)))
  const ctx = canvases.context(canvases.create(1, 1))
  return (text, font) => {
    ctx.font = font
    return ctx.measureText(text)
  }
}
