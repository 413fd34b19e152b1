/** One distortion, drawn at random: what happens to one image in one epoch. */
import type { AugmentationRanges } from '../config/augmentation'
import { Xoshiro128 } from '../random/generator'
import { seedState } from '../random/seeding'
import { createStream } from '../random/stream'
import { NODES } from './elastic'

/** The numbers of one distortion. */
export interface Distortion {
  /** Pixels to the right and downwards. */
  shiftX: number
  shiftY: number
  /** Radians, clockwise. */
  rotation: number
  /** Factors of width and height. */
  scaleX: number
  scaleY: number
  /** Radians by which what is upright leans over to the left. */
  shear: number
  /** Pixels that are added at each edge of a stroke, or taken away where it is negative. */
  thickness: number
  /** Standard deviation of the elastic displacement in pixels; 0 for none. */
  elastic: number
  /** Where it is not 0: the random numbers of the rubber sheet at its nodes, uniform in [-0.5, 0.5), first those along x, then those along y. */
  noise: Float64Array
}

export function noDistortion(): Distortion {
  return { shiftX: 0, shiftY: 0, rotation: 0, scaleX: 1, scaleY: 1, shear: 0, thickness: 0, elastic: 0, noise: new Float64Array(2 * NODES * NODES) }
}

const WORDS = 2 ** 32
const RADIANS = Math.PI / 180

/**
 * Draws distortions. Seed, epoch and sample decide each, whatever was drawn before: hence training goes on after a pause, in any number of
 * threads and on any kernels with the same images, and a checkpoint holds nothing of it.
 */
export class DistortionSource {
  private readonly distortion = noDistortion()
  private readonly generator = new Xoshiro128(seedState(0, 'augmentation', 0))
  private epoch = -1
  /** Stands in for seed and epoch, which together with the sample are wider than what a stream is numbered by. */
  private epochSeed = 0

  constructor(
    private readonly ranges: AugmentationRanges,
    private readonly seed: number,
  ) {}

  /**
   * The distortion of a sample of the training data, valid until the next is drawn. The order in which numbers are drawn is fixed: a range
   * that changes leaves the other distortions as they were.
   */
  draw(epoch: number, sample: number): Distortion {
    if (epoch !== this.epoch) {
      this.epochSeed = createStream(this.seed, 'augmentation', epoch).nextUint32()
      this.epoch = epoch
    }
    this.generator.restore(seedState(this.epochSeed, 'augmentation', sample))
    const { distortion, ranges } = this
    distortion.shiftX = this.within(ranges.shift)
    distortion.shiftY = this.within(ranges.shift)
    distortion.rotation = this.within(ranges.rotation) * RADIANS
    distortion.scaleX = 1 + this.within(ranges.scale)
    distortion.scaleY = 1 + this.within(ranges.scale)
    distortion.shear = this.within(ranges.shear) * RADIANS
    distortion.thickness = this.within(ranges.thickness)
    distortion.elastic = ranges.elastic
    if (ranges.elastic > 0) this.drawNoise(distortion.noise)
    return distortion
  }

  /** Uniform from -range to range. */
  private within(range: number): number {
    return 2 * range * (this.generator.nextUint32() / WORDS) - range
  }

  /** Four numbers a word: eight bits are plenty for what is smoothed afterwards. */
  private drawNoise(noise: Float64Array): void {
    let word = 0
    for (let i = 0; i < noise.length; i++) {
      word = i % 4 === 0 ? this.generator.nextUint32() : word >>> 8
      noise[i] = ((word & 255) - 127.5) / 256
    }
  }
}
