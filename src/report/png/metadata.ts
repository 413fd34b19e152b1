/** The metadata of a figure inside its PNG: iTXt chunks, and pHYs for its resolution. Pure: bytes in, bytes out. */
import type { FigureMetadata } from '../../api/figure-file'
import type { Result } from '../../api/failure'
import { DataError } from '../../engine/index'
import { damaged, failure, mostMetadataBytes, parseMetadata, withoutMetadata } from '../metadata-text'
import { isPng, readChunks, writeChunks, type Chunk } from './chunks'
import { decodeText, encodeText, type TextChunk } from './text'

/** Keyword of the iTXt chunk that holds the metadata as JSON; Title and Software have chunks of their own, as the format suggests. */
export const metadataKeyword = 'Backprop Lab figure'

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
  if (!only) return withoutMetadata(file)
  if (found.length > 1) return damaged(file, `it appears ${found.length} times`)
  if (!only.intact) return damaged(file, 'its checksum does not match')
  if (only.bytes > mostMetadataBytes) return failure(`The experiment in ${file} has ${only.bytes} bytes; at most ${mostMetadataBytes} are read.`)
  return parse(only, file)
}

function parse({ text, compressed }: TextChunk, file: string): Result<FigureMetadata> {
  if (compressed) return failure(`The experiment in ${file} was compressed by another program. Take the file as it was exported.`)
  return text === null ? damaged(file, 'it is no UTF-8') : parseMetadata(text, file)
}
