/** Canvases for the terminal, by Skia, with the project's own font: the system may have none. */
import { createRequire } from 'node:module'
import type { Canvas, SKRSContext2D } from '@napi-rs/canvas'
import { LabError } from '../../api/failure'
import type { CanvasFactory } from '../../charts/report/draw'

type CanvasModule = typeof import('@napi-rs/canvas')

/** The family that the charts ask for first, and its file. */
const family = 'IBM Plex Sans Variable'
const fontFile = '@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wght-normal.woff2'

// Not named `require`: the bundler declares that name itself.
const fromHere = createRequire(import.meta.url)

let loaded: CanvasModule | null = null

/** Throws a LabError `data` where the canvas or the font is not installed. */
export function loadCanvases(): CanvasFactory<Canvas> {
  const { createCanvas } = (loaded ??= load())
  return { create: (width, height) => createCanvas(width, height), context: (canvas) => asBrowserContext(weighted(canvas.getContext('2d'))) }
}

function load(): CanvasModule {
  try {
    const canvas: CanvasModule = fromHere('@napi-rs/canvas')
    if (canvas.GlobalFonts.registerFromPath(fromHere.resolve(fontFile), family) === null) throw new Error(`${fontFile} is no font that can be read`)
    return canvas
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new LabError('data', `Figures cannot be drawn here: ${why}. Run "npm ci" in the project's folder: it installs @napi-rs/canvas and the font.`)
  }
}

/**
 * Skia takes the weight of a variable font from `fontVariationSettings` alone; by `font` it would thicken the regular letters. So that the
 * charts need not know, setting the font sets both.
 */
function weighted(ctx: SKRSContext2D): SKRSContext2D {
  if (Object.hasOwn(ctx, 'font')) return ctx
  const native = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(ctx), 'font')
  Object.defineProperty(ctx, 'font', {
    get: () => native?.get?.call(ctx),
    set(font: string) {
      native?.set?.call(ctx, font)
      ctx.fontVariationSettings = `"wght" ${weightOf(font)}`
    },
  })
  return ctx
}

function weightOf(font: string): number {
  const number = /\b([1-9]00)\b/.exec(font)?.[1]
  return number === undefined ? (/\bbold\b/.test(font) ? 700 : 400) : Number(number)
}

/** The contexts differ in types alone: images and canvases are Skia's own, which only canvases of the same factory meet. */
function asBrowserContext(ctx: SKRSContext2D): CanvasRenderingContext2D {
  return ctx as unknown as CanvasRenderingContext2D
}
