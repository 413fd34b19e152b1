/** The metadata of a figure inside its PNG: iTXt chunks, and pHYs for its resolution. Pure: bytes in, bytes out. */
import { figureFileFormat, figureFileVersion, figureMetadataSchema, type FigureMetadata } from '../../api/figure-file'
import type { Failure, Result } from '../../api/failure'
import { readJson } from '../../engine/config/json'
import { firstProblem } from '../../engine/config/validate'
import { DataError } from '../../engine/index'
import { isPng, readChunks, writeChunks, type Chunk } from './chunks'
import { decodeText, encodeText, type TextChunk } from './text'

/** Keyword of the iTXt chunk that holds the metadata as JSON; Title and Software have chunks of their own, as the format suggests. */
export const metadataKeyword = 'Backprop Lab figure'

/** Bytes of metadata at most: ten thousand trials take about one million. */
export const mostMetadataBytes = 8 * 1024 * 1024

const ownKeywords = [metadataKeyword, 'Title', 'Software']
const inchesPerMetre = 1 / 0.0254

/**
 * The same picture with the metadata (replacing what was there) and the resolution in its file. Throws a DataError for bytes that are no PNG,
 * and a RangeError for metadata that is too large to be read again.
 * @param dpi dots an inch, written as pixels a metre
 */
export function writeMetadata(png: Uint8Array, metadata: FigureMetadata, dpi: number): Uint8Array {
  const json = encodeText(metadataKeyword, JSON.stringify(metadata))
  if (json.length > mostMetadataBytes) throw new RangeError(`the metadata has ${json.length} bytes; at most ${mostMetadataBytes} are read again`)
  const [header, ...rest] = readChunks(png, 'the picture')
  const kept = rest.filter(({ type, data }) => type !== 'pHYs' && !(type === 'iTXt' && ownKeywords.includes(decodeText(data)?.keyword ?? '')))
  const text = (keyword: string, value: string) => ({ type: 'iTXt', data: encodeText(keyword, value) })
  return writeChunks([
    ...(header ? [header] : []),
    { type: 'pHYs', data: resolution(dpi) },
    text('Title', metadata.title),
    text('Software', `Backprop Lab ${metadata.program}`),
    { type: 'iTXt', data: json },
    ...kept,
  ])
}

/** Pixels a metre along both axes, and that the unit is the metre. */
function resolution(dpi: number): Uint8Array {
  const data = new Uint8Array(9)
  const view = new DataView(data.buffer)
  view.setUint32(0, Math.round(dpi * inchesPerMetre))
  view.setUint32(4, Math.round(dpi * inchesPerMetre))
  view.setUint8(8, 1)
  return data
}

/**
 * Reads and checks the metadata. Fails with `data` and a sentence for what is no PNG, a PNG without metadata, damaged or oversized metadata,
 * and metadata of a newer version, each told apart in words.
 * @param file what messages call it
 */
export function readMetadata(bytes: Uint8Array, file: string): Result<FigureMetadata> {
  if (!isPng(bytes)) return failure(`${file} is no PNG picture. A figure that was exported from Backprop Lab is a PNG file.`)
  try {
    return readFrom(readChunks(bytes, file), file)
  } catch (error) {
    if (!(error instanceof DataError)) throw error
    return failure(`${file} is damaged: ${error.place}: ${error.problem}. Take the file as it was exported.`)
  }
}

function readFrom(chunks: readonly Chunk[], file: string): Result<FigureMetadata> {
  const found = chunks.flatMap(({ type, data, intact }) => {
    const text = type === 'iTXt' ? decodeText(data) : null
    return text?.keyword === metadataKeyword ? [{ ...text, intact, bytes: data.length }] : []
  })
  const [only] = found
  if (!only)
    return failure(
      `${file} holds no experiment. Figures that are exported from Backprop Lab hold theirs; programs that edit or send pictures often take it out.`,
    )
  if (found.length > 1) return damaged(file, `it appears ${found.length} times`)
  if (!only.intact) return damaged(file, 'its checksum does not match')
  if (only.bytes > mostMetadataBytes) return failure(`The experiment in ${file} has ${only.bytes} bytes; at most ${mostMetadataBytes} are read.`)
  return parse(only, file)
}

function parse({ text, compressed }: TextChunk, file: string): Result<FigureMetadata> {
  if (compressed) return failure(`The experiment in ${file} was compressed by another program. Take the file as it was exported.`)
  if (text === null) return damaged(file, 'it is no UTF-8')
  const json = readJson(text)
  if (!json.ok) return damaged(file, json.problems[0]?.message ?? 'it is no JSON')
  const { value } = json
  const version = versionOf(value)
  if (version !== null && version > figureFileVersion)
    return failure(
      `${file} was made by a newer Backprop Lab: its figure has version ${version}, and this program reads up to ${figureFileVersion}. Open it with a newer Backprop Lab.`,
    )
  const checked = figureMetadataSchema.safeParse(value)
  if (checked.success) return { ok: true, value: checked.data }
  const { field, message } = firstProblem(checked.error)
  return damaged(file, `${field || 'the whole'}: ${message}`)
}

/** The version of what calls itself a figure of this program; null for anything else. */
function versionOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'format') !== figureFileFormat) return null
  const version: unknown = Reflect.get(value, 'version')
  return typeof version === 'number' ? version : null
}

function damaged(file: string, how: string): Failure & { ok: false } {
  return failure(`The experiment in ${file} is damaged: ${how}. Take the file as it was exported.`)
}

function failure(message: string): Failure & { ok: false } {
  return { ok: false, code: 'data', message }
}
