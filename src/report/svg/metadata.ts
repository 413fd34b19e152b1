/** The metadata of a figure inside its SVG: as JSON within a `metadata` element of its own. Pure: text in, text out. */
import type { FigureMetadata } from '../../api/figure-file'
import type { Result } from '../../api/failure'
import { escapeXml, unescapeXml } from '../xml'
import { damaged, failure, mostMetadataBytes, parseMetadata, withoutMetadata } from '../metadata-text'

const id = 'backprop-lab-figure'

/** Everything up to the root's own tag: a declaration, comments, a document type. */
const root = /<svg\b[^>]*>/

/** The same picture with the metadata in its file. Throws a TypeError for text that is no SVG, and a RangeError for metadata that is too large. */
export function writeSvgMetadata(svg: string, metadata: FigureMetadata): string {
  const json = escapeXml(JSON.stringify(metadata))
  if (json.length > mostMetadataBytes) throw new RangeError(`the metadata has ${json.length} bytes; at most ${mostMetadataBytes} are read again`)
  if (!root.test(svg)) throw new TypeError('the picture is no SVG')
  return svg.replace(root, (tag) => `${tag}\n<metadata id="${id}">${json}</metadata>`)
}

/** Whether the file begins as an SVG does. */
export function isSvg(bytes: Uint8Array): boolean {
  const begin = new TextDecoder().decode(bytes.subarray(0, 2048))
  // What may stand before the root: a declaration, comments, a document type.
  const rest = begin.replace(/<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>]*>/g, '')
  return /^\s*<svg\b/.test(rest)
}

/** Reads and checks the metadata; fails as the reader of PNG files does. */
export function readSvgMetadata(bytes: Uint8Array, file: string): Result<FigureMetadata> {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return damaged(file, 'it is no UTF-8')
  }
  const begin = text.indexOf(`<metadata id="${id}">`)
  if (begin < 0) return withoutMetadata(file)
  const from = begin + `<metadata id="${id}">`.length
  const end = text.indexOf('</metadata>', from)
  if (end < 0) return damaged(file, 'it does not end')
  if (end - from > mostMetadataBytes) return failure(`The experiment in ${file} has ${end - from} bytes; at most ${mostMetadataBytes} are read.`)
  return parseMetadata(unescapeXml(text.slice(from, end)), file)
}
