/** A canvas context that writes SVG: the calls that figures and Chart.js make become paths and real text. */
import { paintOf } from './colour'
import { apply, identity, isTurned, multiply, scaleOf, type Matrix } from './matrix'
import { numberOf, PathData } from './path'
import { encodePng } from '../../report/png/encode'
import { escapeXml } from '../../report/xml'

/** Width of a text in a font, as a canvas measures it. */
export type TextMeasure = (text: string, font: string) => TextMetrics

/** What all canvases of a file share. */
export interface SvgDocument {
  measure: TextMeasure
  /** Clip paths, written once at its head. */
  definitions: string[]
}

/** As a canvas has it: red, green, blue and opacity of each pixel, row by row. */
export interface PixelImage {
  width: number
  height: number
  data: Uint8ClampedArray
}

interface State {
  matrix: Matrix
  clip: string | null
  fillStyle: string
  strokeStyle: string
  lineWidth: number
  lineCap: string
  lineJoin: string
  lineDash: readonly number[]
  globalAlpha: number
  font: string
  textAlign: string
  textBaseline: string
}

const initial: State = {
  matrix: identity,
  clip: null,
  fillStyle: '#000000',
  strokeStyle: '#000000',
  lineWidth: 1,
  lineCap: 'butt',
  lineJoin: 'miter',
  lineDash: [],
  globalAlpha: 1,
  font: '10px sans-serif',
  textAlign: 'start',
  textBaseline: 'alphabetic',
}

/** The canvas of a context: its size, and what was drawn. */
export class SvgCanvas {
  readonly context: SvgContext

  constructor(
    public width: number,
    public height: number,
    document: SvgDocument,
  ) {
    this.context = new SvgContext(this, document)
  }

  getContext(): SvgContext {
    return this.context
  }
}

/** The part of CanvasRenderingContext2D that figures use; what is missing here has no counterpart in a figure. */
export class SvgContext {
  private state: State = { ...initial }
  private readonly saved: State[] = []
  private path = new PathData()
  private elements: string[] = []
  /** What was put in place of drawings. */
  pixels: PixelImage | null = null
  imageSmoothingEnabled = true
  /** Chart.js sets it and reads it back; dashes begin at the start of a line. */
  lineDashOffset = 0

  constructor(
    readonly canvas: SvgCanvas,
    private readonly document: SvgDocument,
  ) {}

  /** What was drawn, as elements of SVG. */
  get content(): string {
    return this.elements.join('\n')
  }

  save(): void {
    this.saved.push({ ...this.state })
  }
  restore(): void {
    this.state = this.saved.pop() ?? this.state
  }

  setTransform(a: number, b: number, c: number, d: number, e: number, f: number): void {
    this.state.matrix = [a, b, c, d, e, f]
  }
  resetTransform(): void {
    this.state.matrix = identity
  }
  scale(x: number, y: number): void {
    this.transform([x, 0, 0, y, 0, 0])
  }
  translate(x: number, y: number): void {
    this.transform([1, 0, 0, 1, x, y])
  }
  rotate(angle: number): void {
    if (angle !== 0) this.transform([Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0])
  }
  private transform(inner: Matrix): void {
    this.state.matrix = multiply(this.state.matrix, inner)
  }

  beginPath(): void {
    this.path = new PathData()
  }
  closePath(): void {
    this.path.close()
  }
  moveTo(x: number, y: number): void {
    this.path.move(this.state.matrix, x, y)
  }
  lineTo(x: number, y: number): void {
    this.path.line(this.state.matrix, x, y)
  }
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.path.cubic(this.state.matrix, [[x1, y1], [x2, y2], [x, y]]) // prettier-ignore
  }
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void {
    this.path.quadratic(this.state.matrix, [[x1, y1], [x, y]]) // prettier-ignore
  }
  rect(x: number, y: number, width: number, height: number): void {
    this.path.rectangle(this.state.matrix, x, y, width, height)
  }
  arc(x: number, y: number, radius: number, start: number, end: number, counterclockwise = false): void {
    this.path.arc(this.state.matrix, { x, y, radius, start, end, counterclockwise })
  }

  fill(rule = 'nonzero'): void {
    this.addPath(this.path, `${this.fillAttributes()}${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}`)
  }
  stroke(): void {
    this.addPath(this.path, this.strokeAttributes())
  }
  /** Everything that is drawn until `restore` shows within the path, and within what it was clipped to before. */
  clip(rule = 'nonzero'): void {
    const outer = this.state.clip === null ? '' : ` clip-path="url(#${this.state.clip})"`
    const shape = `<path d="${this.path.toString()}"${rule === 'evenodd' ? ' clip-rule="evenodd"' : ''}/>`
    const { definitions } = this.document
    const body = `${outer}>${shape}</clipPath>`
    const known = definitions.findIndex((definition) => definition.endsWith(body) && definition.startsWith('<clipPath'))
    const id = `clip-${(known < 0 ? definitions.length : known) + 1}`
    if (known < 0) definitions.push(`<clipPath id="${id}"${body}`)
    this.state.clip = id
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.addPath(rectangle(this.state.matrix, x, y, width, height), this.fillAttributes())
  }
  strokeRect(x: number, y: number, width: number, height: number): void {
    this.addPath(rectangle(this.state.matrix, x, y, width, height), this.strokeAttributes())
  }
  /** Only ever asked for the whole canvas, before it is drawn anew. */
  clearRect(): void {
    this.elements = []
  }

  fillText(text: string, x: number, y: number): void {
    if (text === '') return
    const { matrix, font, textAlign, textBaseline } = this.state
    const { size, weight, family } = readFont(font)
    const turned = isTurned(matrix)
    const scale = turned ? 1 : scaleOf(matrix)
    const baseline = y + baselineShift(textBaseline) * size
    const [px, py] = turned ? [x, baseline] : apply(matrix, x, baseline)
    const anchor = { center: 'middle', right: 'end', end: 'end' }[textAlign]
    const attributes = [
      `x="${numberOf(px)}" y="${numberOf(py)}"`,
      ...(turned ? [`transform="matrix(${matrix.map((value) => Number(value.toFixed(4))).join(' ')})"`] : []),
      `font-family="${escapeXml(family)}" font-size="${numberOf(size * scale)}" font-weight="${weight}"`,
      ...(anchor === undefined ? [] : [`text-anchor="${anchor}"`]),
      // Where the font is not installed, another takes the same room.
      `textLength="${numberOf(this.measureText(text).width * scale)}" lengthAdjust="spacingAndGlyphs"`,
    ]
    this.add(`<text ${attributes.join(' ')}${this.fillAttributes()}${this.clipAttribute()} xml:space="preserve">${escapeXml(text)}</text>`)
  }
  measureText(text: string): TextMetrics {
    return this.document.measure(text, this.state.font)
  }

  setLineDash(dash: readonly number[]): void {
    this.state.lineDash = [...dash]
  }
  getLineDash(): number[] {
    return [...this.state.lineDash]
  }

  createImageData(width: number, height: number): PixelImage {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) }
  }
  /** Only ever the whole canvas, which is an image from then on. */
  putImageData(image: PixelImage, _x: number, _y: number): void {
    this.pixels = image
  }

  /** Another canvas of the same file: a drawing is taken over as it is, at its place; pixels become an image of the size given. */
  drawImage(image: unknown, x: number, y: number, width?: number, height?: number): void {
    if (!(image instanceof SvgCanvas)) throw new TypeError('an SVG takes canvases of its own kind')
    const [px, py] = apply(this.state.matrix, x, y)
    const { pixels, content } = image.context
    if (pixels === null) {
      this.add(`<g transform="translate(${numberOf(px)} ${numberOf(py)})"${this.clipAttribute()}>\n${content}\n</g>`)
      return
    }
    const scale = scaleOf(this.state.matrix)
    const [across, down] = [(width ?? pixels.width) * scale, (height ?? pixels.height) * scale]
    const place = `x="${numberOf(px)}" y="${numberOf(py)}" width="${numberOf(across)}" height="${numberOf(down)}" preserveAspectRatio="none"`
    const edges = this.imageSmoothingEnabled ? '' : ' style="image-rendering:pixelated"'
    this.add(`<image ${place}${edges}${this.clipAttribute()} href="data:image/png;base64,${base64Of(pixels)}"/>`)
  }

  get fillStyle(): string {
    return this.state.fillStyle
  }
  set fillStyle(value: string) {
    this.state.fillStyle = value
  }
  get strokeStyle(): string {
    return this.state.strokeStyle
  }
  set strokeStyle(value: string) {
    this.state.strokeStyle = value
  }
  get lineWidth(): number {
    return this.state.lineWidth
  }
  set lineWidth(value: number) {
    if (value > 0) this.state.lineWidth = value
  }
  get lineCap(): string {
    return this.state.lineCap
  }
  set lineCap(value: string) {
    this.state.lineCap = value
  }
  get lineJoin(): string {
    return this.state.lineJoin
  }
  set lineJoin(value: string) {
    this.state.lineJoin = value
  }
  get globalAlpha(): number {
    return this.state.globalAlpha
  }
  set globalAlpha(value: number) {
    this.state.globalAlpha = value
  }
  get font(): string {
    return this.state.font
  }
  set font(value: string) {
    this.state.font = value
  }
  get textAlign(): string {
    return this.state.textAlign
  }
  set textAlign(value: string) {
    this.state.textAlign = value
  }
  get textBaseline(): string {
    return this.state.textBaseline
  }
  set textBaseline(value: string) {
    this.state.textBaseline = value
  }

  private add(element: string): void {
    this.elements.push(element)
  }
  private addPath(path: PathData, attributes: string): void {
    if (!path.isEmpty) this.add(`<path d="${path.toString()}"${attributes}${this.clipAttribute()}/>`)
  }
  private clipAttribute(): string {
    return this.state.clip === null ? '' : ` clip-path="url(#${this.state.clip})"`
  }
  private fillAttributes(): string {
    return paintAttributes('fill', this.state.fillStyle, this.state.globalAlpha)
  }
  private strokeAttributes(): string {
    const { strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin, lineDash, matrix } = this.state
    const scale = scaleOf(matrix)
    return [
      ' fill="none"',
      paintAttributes('stroke', strokeStyle, globalAlpha),
      ` stroke-width="${Number((lineWidth * scale).toFixed(2))}"`,
      lineCap === 'butt' ? '' : ` stroke-linecap="${lineCap}"`,
      lineJoin === 'miter' ? '' : ` stroke-linejoin="${lineJoin}"`,
      lineDash.length === 0 ? '' : ` stroke-dasharray="${lineDash.map((length) => numberOf(length * scale)).join(' ')}"`,
    ].join('')
  }
}

function base64Of({ width, height, data }: PixelImage): string {
  let binary = ''
  for (const byte of encodePng({ width, height, pixels: data })) binary += String.fromCharCode(byte)
  return btoa(binary)
}

function rectangle(matrix: Matrix, x: number, y: number, width: number, height: number): PathData {
  const path = new PathData()
  path.rectangle(matrix, x, y, width, height)
  return path
}

function paintAttributes(kind: 'fill' | 'stroke', style: string, alpha: number): string {
  const { colour, opacity } = paintOf(style)
  const total = Number((opacity * alpha).toFixed(3))
  return ` ${kind}="${escapeXml(colour)}"${total === 1 ? '' : ` ${kind}-opacity="${total}"`}`
}

/** "500 12px 'IBM Plex Sans Variable', sans-serif", and Chart.js' "normal 500 12px family". */
function readFont(font: string): { size: number; weight: string; family: string } {
  const [, before = '', size = '10', family = 'sans-serif'] = /^(.*?)([\d.]+)px\S*\s+(.*)$/.exec(font) ?? []
  return { size: Number(size), weight: /\b([1-9]00|bold)\b/.exec(before)?.[1] ?? '400', family }
}

/** From the place of a canvas' text to the line it stands on, as a share of the font size; not every reader of SVG knows other baselines. */
function baselineShift(baseline: string): number {
  switch (baseline) {
    case 'middle':
      return 0.35
    case 'top':
    case 'hanging':
      return 0.8
    case 'bottom':
    case 'ideographic':
      return -0.2
    default:
      return 0
  }
}
