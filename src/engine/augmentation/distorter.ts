/** Who distorts the images of a block: the reference here, or the fast kernels, to the same bytes. */
import type { CompressedRows } from '../data/dataset'
import type { Distortion } from './distortion'

export interface Distorter {
  /** The block: its images one after another, without their zeros too where the kernels read them so. */
  readonly features: { readonly values: Uint8Array; readonly compressed?: CompressedRows }
  /**
   * Makes an image of the block; blocks begin with image 0.
   * @param images where the original lies from `offset` on, row by row
   */
  distort(images: Uint8Array, offset: number, distortion: Distortion, index: number): void
}
