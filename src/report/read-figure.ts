/** Reads what a figure's file carries, whichever kind of picture it is. */
import type { FigureMetadata } from '../api/figure-file'
import type { Result } from '../api/failure'
import { failure } from './metadata-text'
import { isPng } from './png/chunks'
import { readMetadata } from './png/metadata'
import { isSvg, readSvgMetadata } from './svg/metadata'

/** Fails with `data` and a sentence for what is no picture of the lab. */
export function readFigureFile(bytes: Uint8Array, file: string): Result<FigureMetadata> {
  if (isPng(bytes)) return readMetadata(bytes, file)
  if (isSvg(bytes)) return readSvgMetadata(bytes, file)
  return failure(`${file} is no PNG or SVG picture. A figure that was exported from Backprop Lab is one of them.`)
}
