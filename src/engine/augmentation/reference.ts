/** Distortion in plain TypeScript: thickness first, while strokes are as they were written, then all that moves them. */
import type { Distorter } from './distorter'
import type { Distortion } from './distortion'
import { blankImage, frameImage } from './framed'
import { PIXELS } from './frame'
import { createMesh, layMesh } from './mesh'
import { changeThickness, thicknessShare } from './thickness'
import { warp } from './warp'

export class ReferenceDistorter implements Distorter {
  readonly features: { values: Uint8Array }
  private readonly original = blankImage()
  private readonly changed = blankImage()
  private readonly mesh = createMesh()

  /** @param block most images of a block */
  constructor(block: number) {
    this.features = { values: new Uint8Array(block * PIXELS) }
  }

  distort(images: Uint8Array, offset: number, distortion: Distortion, index: number): void {
    const { original, changed, mesh } = this
    frameImage(images, offset, original)
    const share = thicknessShare(distortion.thickness)
    if (share !== 0) changeThickness(original, share, changed)
    layMesh(mesh, distortion)
    warp(share === 0 ? original : changed, mesh, this.features.values, index * PIXELS)
  }
}
