/** Figures as SVG files: the canvases that drawing takes, and the file around what they hold. */
import type { CanvasFactory } from '../report/draw'
import { SvgCanvas, type SvgContext, type SvgDocument, type TextMeasure } from './context'
import { numberOf } from './path'
import { escapeXml } from '../../report/xml'

export interface SvgCanvases extends CanvasFactory<SvgCanvas> {
  /** The file that shows the canvas. */
  file(canvas: SvgCanvas, options: SvgFileOptions): string
}

export interface SvgFileOptions {
  /** Size on paper or screen, with its unit, such as "85mm". */
  width: string
  height: string
  /** What the file is called, and the figure in words. */
  title: string
  description: string
}

/** @param measure of a real canvas with the figure's font */
export function createSvgCanvases(measure: TextMeasure): SvgCanvases {
  const document: SvgDocument = { measure, definitions: [] }
  return {
    create: (width, height) => new SvgCanvas(width, height, document),
    context: (canvas) => asBrowserContext(canvas.context),
    file: ({ width, height, context }, { width: across, height: down, title, description }) =>
      [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<svg xmlns="http://www.w3.org/2000/svg" width="${across}" height="${down}" viewBox="0 0 ${numberOf(width)} ${numberOf(height)}" role="img">`,
        `<title>${escapeXml(title)}</title>`,
        `<desc>${escapeXml(description)}</desc>`,
        ...(document.definitions.length === 0 ? [] : ['<defs>', ...document.definitions, '</defs>']),
        context.content,
        '</svg>',
        '',
      ].join('\n'),
  }
}

/** Figures use what the context has; its canvases meet no others. */
function asBrowserContext(context: SvgContext): CanvasRenderingContext2D {
  return context as unknown as CanvasRenderingContext2D
}
