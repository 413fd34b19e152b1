import { describe, expect, test } from 'vitest'
import type { TextMeasure } from '../../../../src/charts/svg/context'
import { createSvgCanvases } from '../../../../src/charts/svg/document'

/** Letters half as wide as they are high. */
const measure: TextMeasure = (text, font) => {
  const width = text.length * 0.5 * Number(/([\d.]+)px/.exec(font)?.[1])
  return { width, actualBoundingBoxAscent: 0, actualBoundingBoxDescent: 0, actualBoundingBoxLeft: 0, actualBoundingBoxRight: 0, fontBoundingBoxAscent: 0, fontBoundingBoxDescent: 0, alphabeticBaseline: 0, emHeightAscent: 0, emHeightDescent: 0, hangingBaseline: 0, ideographicBaseline: 0 } // prettier-ignore
}

/** What the calls write, element by element. */
function drawn(draw: (ctx: CanvasRenderingContext2D) => void): string[] {
  const canvases = createSvgCanvases(measure)
  const canvas = canvases.create(100, 50)
  draw(canvases.context(canvas))
  return canvas.context.content.split('\n')
}

describe('paths', () => {
  test('a stroke has its colour, width and dash, scaled with the drawing', () => {
    const [element] = drawn((ctx) => {
      ctx.scale(2, 2)
      ctx.translate(1, 0)
      ctx.strokeStyle = '#3C64C9'
      ctx.lineWidth = 1.5
      ctx.setLineDash([4, 2])
      ctx.beginPath()
      ctx.moveTo(0, 0)
      ctx.lineTo(10, 5)
      ctx.stroke()
    })
    // (0, 0) and (10, 5) moved by 1 and doubled.
    expect(element).toBe('<path d="M2 0L22 10" fill="none" stroke="#3C64C9" stroke-width="3" stroke-dasharray="8 4"/>')
  })

  test('a colour with opacity has it beside, and once more the opacity of all', () => {
    const [element] = drawn((ctx) => {
      ctx.globalAlpha = 0.5
      ctx.fillStyle = '#3C64C980'
      ctx.fillRect(0, 0, 10, 5)
    })
    // 128 / 255 / 2.
    expect(element).toBe('<path d="M0 0L10 0L10 5L0 5Z" fill="#3C64C9" fill-opacity="0.251"/>')
  })

  test('a whole circle is two halves', () => {
    const [element] = drawn((ctx) => {
      ctx.beginPath()
      ctx.arc(10, 10, 5, 0, 2 * Math.PI)
      ctx.fill()
    })
    expect(element).toContain('d="M15 10A5 5 0 0 1 5 10A5 5 0 0 1 15 10"')
  })

  test('clips within clips show what lies in both, until they are restored', () => {
    const canvases = createSvgCanvases(measure)
    const canvas = canvases.create(100, 50)
    const ctx = canvases.context(canvas)
    ctx.save()
    for (const width of [50, 20]) {
      ctx.beginPath()
      ctx.rect(0, 0, width, 10)
      ctx.clip()
    }
    ctx.fillRect(0, 0, 100, 50)
    ctx.restore()
    ctx.fillRect(0, 0, 1, 1)
    const file = canvases.file(canvas, { width: '10mm', height: '5mm', title: '', description: '' })
    expect(file).toContain('<clipPath id="clip-1"><path d="M0 0L50 0L50 10L0 10Z"/></clipPath>')
    expect(file).toContain('<clipPath id="clip-2" clip-path="url(#clip-1)"><path d="M0 0L20 0L20 10L0 10Z"/></clipPath>')
    expect(canvas.context.content.split('\n').map((element) => element.includes('clip-path="url(#clip-2)"'))).toEqual([true, false])
  })
})

describe('text', () => {
  test('is text, escaped, at its anchor and on its line', () => {
    const [element] = drawn((ctx) => {
      ctx.font = "600 20px 'IBM Plex Sans Variable', sans-serif"
      ctx.textAlign = 'right'
      ctx.textBaseline = 'middle'
      ctx.fillText('a < b', 40, 10)
    })
    // The line lies 0.35 of the size below the middle; five letters of 10 pixels.
    expect(element).toContain('x="40" y="17"')
    expect(element).toContain('font-size="20" font-weight="600" text-anchor="end" textLength="50"')
    expect(element).toMatch(/>a &lt; b<\/text>$/)
  })
})

test('another canvas is taken over at its place; images of pixels are refused', () => {
  const canvases = createSvgCanvases(measure)
  const [outer, inner] = [canvases.create(100, 50), canvases.create(10, 10)]
  canvases.context(inner).fillRect(0, 0, 1, 1)
  outer.context.drawImage(inner, 30, 20)
  expect(outer.context.content).toBe('<g transform="translate(30 20)">\n<path d="M0 0L1 0L1 1L0 1Z" fill="#000000"/>\n</g>')
  expect(() => outer.context.drawImage({}, 0, 0)).toThrow(TypeError)
})

test('pixels of another canvas become an image of the size given, as sharp as was asked for', () => {
  const canvases = createSvgCanvases(measure)
  const small = canvases.create(2, 1)
  const own = canvases.context(small)
  const image = own.createImageData(2, 1)
  image.data.set([255, 0, 0, 255, 0, 0, 255, 255])
  own.putImageData(image, 0, 0)
  const canvas = canvases.create(100, 50)
  const ctx = canvases.context(canvas)
  ctx.scale(2, 2)
  ctx.imageSmoothingEnabled = false
  ctx.drawImage(own.canvas, 5, 10, 20, 10)
  expect(canvas.context.content).toMatch(
    /^<image x="10" y="20" width="40" height="20" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image\/png;base64,iVBORw0KGgo/,
  )
})
