/** The metadata of a figure inside its PNG: iTXt chunks, and pHYs for its resolution. Pure: bytes in, bytes out. */
import type { FigureMetadata } from '../../api/figure-file'
import type { Result } from '../../api/failure'

/** Keyword of the iTXt chunk that holds the metadata as JSON; Title and Software have chunks of their own, as the format suggests. */
export const metadataKeyword = 'Backprop Lab figure'

/**
 * The same picture with the metadata (replacing what was there) and the resolution in its file. Throws a DataError for bytes that are no PNG.
 * @param dpi dots an inch, written as pixels a metre
 */
export declare function writeMetadata(png: Uint8Array, metadata: FigureMetadata, dpi: number): Uint8Array

/**
 * Reads and checks the metadata. Fails with `data` and a sentence for what is no PNG, a PNG without metadata, damaged or oversized metadata,
 * and metadata of a newer version, each told apart in words.
 * @param file what messages call it
 */
export declare function readMetadata(bytes: Uint8Array, file: string): Result<FigureMetadata>
