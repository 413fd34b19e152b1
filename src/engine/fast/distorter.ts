/** Distortion of images by the kernels: the same bytes as the reference's, and compressed at once. */
import type { Distortion } from '../augmentation/distortion'
import type { Distorter } from '../augmentation/distorter'
import { PIXELS, POINTS } from '../augmentation/frame'
import { layMesh, type Mesh } from '../augmentation/mesh'
import { thicknessShare } from '../augmentation/thickness'
import type { CompressedRows } from '../data/dataset'
import type { Pointer } from './exports'
import { instantiateFast, type FastInstance, type FastModule } from './module'

/** Bytes of a number of 32 bits. */
const WORD = 4

export class FastDistorter implements Distorter {
  readonly features: { values: Uint8Array; compressed: CompressedRows }
  private readonly instance: FastInstance
  private readonly image: Pointer
  private readonly meshX: Pointer
  private readonly meshY: Pointer
  private readonly values: Pointer
  private readonly entries: Pointer
  private readonly given: Uint8Array
  private readonly mesh: Mesh

  /** @param block most images of a block */
  constructor(module: FastModule, block: number) {
    this.instance = instantiateFast(module)
    const { memory } = this.instance
    this.image = memory.allocate(PIXELS)
    this.meshX = memory.allocate(POINTS * POINTS * WORD)
    this.meshY = memory.allocate(POINTS * POINTS * WORD)
    this.values = memory.allocate(block * PIXELS)
    this.entries = memory.allocate(block * PIXELS * WORD)
    this.given = memory.bytesAt(this.image, PIXELS)
    this.mesh = { x: memory.integers(this.meshX, POINTS * POINTS), y: memory.integers(this.meshY, POINTS * POINTS) }
    this.features = {
      values: memory.bytesAt(this.values, block * PIXELS),
      compressed: {
        starts: new Uint32Array(block + 1),
        entries: memory.words(this.entries, block * PIXELS),
        // Whatever is not lit in one epoch may be in the next.
        lit: new Uint8Array(PIXELS).fill(1),
        density: 1,
      },
    }
  }

  distort(images: Uint8Array, offset: number, distortion: Distortion, index: number): void {
    const { mesh, given, image, meshX, meshY } = this
    const { kernels } = this.instance
    const { starts } = this.features.compressed
    const result = this.values + index * PIXELS
    given.set(images.subarray(offset, offset + PIXELS))
    layMesh(mesh, distortion)
    kernels.distortImage(image, thicknessShare(distortion.thickness), meshX, meshY, result)
    starts[index + 1] = starts[index]! + kernels.compressImage(result, this.entries + starts[index]! * WORD)
  }
}
