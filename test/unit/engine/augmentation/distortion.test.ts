/** The random numbers of distortions: their ranges, their independence, and what decides them. */
import { describe, expect, it } from 'vitest'
import { DistortionSource, type Distortion } from '../../../../src/engine/augmentation/distortion'
import { addDisplacement, NODES } from '../../../../src/engine/augmentation/elastic'
import { POINTS } from '../../../../src/engine/augmentation/frame'
import type { AugmentationRanges } from '../../../../src/engine/config/augmentation'

const none: AugmentationRanges = { shift: 0, rotation: 0, scale: 0, shear: 0, thickness: 0, elastic: 0 }
const all: AugmentationRanges = { shift: 2, rotation: 90, scale: 0.1, shear: 45, thickness: 0.5, elastic: 1 }

/** A copy: the source reuses what it gives. */
function draw(ranges: AugmentationRanges, { seed = 1, epoch = 1, sample = 0 } = {}): Distortion {
  const drawn = new DistortionSource(ranges, seed).draw(epoch, sample)
  return { ...drawn, noise: drawn.noise.slice() }
}

function numbersOf(ranges: AugmentationRanges, numberOf: (distortion: Distortion) => number): number[] {
  const source = new DistortionSource(ranges, 1)
  return Array.from({ length: 2000 }, (_, sample) => numberOf(source.draw(1, sample)))
}

describe('a distortion', () => {
  it.each<[string, number, number, (distortion: Distortion) => number]>([
    ['shift along x', 0, 2, ({ shiftX }) => shiftX],
    ['shift along y', 0, 2, ({ shiftY }) => shiftY],
    ['rotation', 0, Math.PI / 2, ({ rotation }) => rotation],
    ['width', 1, 0.1, ({ scaleX }) => scaleX],
    ['height', 1, 0.1, ({ scaleY }) => scaleY],
    ['shear', 0, Math.PI / 4, ({ shear }) => shear],
    ['thickness', 0, 0.5, ({ thickness }) => thickness],
    ['noise', 0, 0.5, ({ noise }) => noise[60]!],
  ])('has its %s around %d, up to %d on either side', (_, middle, range, numberOf) => {
    const numbers = numbersOf(all, numberOf)
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(middle - range)
    expect(Math.max(...numbers)).toBeLessThanOrEqual(middle + range)
    // Of 2000 uniform numbers the least and the largest come within 2 % of the range.
    expect(Math.min(...numbers)).toBeLessThan(middle - 0.98 * range)
    expect(Math.max(...numbers)).toBeGreaterThan(middle + 0.98 * range)
    const mean = numbers.reduce((sum, number) => sum + number, 0) / numbers.length
    expect(Math.abs(mean - middle)).toBeLessThan(0.06 * range)
  })

  it('follows from seed, epoch and sample, whatever was drawn before', () => {
    const source = new DistortionSource(all, 1)
    for (const [epoch, sample] of [[3, 7], [1, 0], [2, 59_999]] as const) source.draw(epoch, sample) // prettier-ignore
    expect(source.draw(5, 12)).toEqual(draw(all, { epoch: 5, sample: 12 }))
  })

  it('is another with another seed, epoch or sample', () => {
    const rotations = [{}, { seed: 2 }, { epoch: 2 }, { sample: 1 }, { epoch: 2, sample: 1 }].map((of) => draw(all, of).rotation)
    expect(new Set(rotations).size).toBe(5)
  })

  it('keeps the other numbers where one range changes', () => {
    const { rotation, shear, noise } = draw(all)
    expect(draw({ ...all, shift: 0, scale: 0.4, thickness: 0 })).toMatchObject({ rotation, shear, noise, shiftX: 0 })
    expect(draw({ ...none, shear: 45 })).toMatchObject({ shear, rotation: 0, elastic: 0 })
  })

  it('does nothing where all ranges are 0', () => {
    expect(draw(none)).toMatchObject({ shiftX: 0, shiftY: 0, rotation: 0, scaleX: 1, scaleY: 1, shear: 0, thickness: 0, elastic: 0 })
  })
})

describe('the elastic displacement', () => {
  it('has the standard deviation that is asked for, and varies smoothly', () => {
    const source = new DistortionSource({ ...none, elastic: 1.5 }, 1)
    let [squares, steps, count] = [0, 0, 0]
    for (let sample = 0; sample < 1000; sample++) {
      const points = new Float64Array(POINTS * POINTS)
      addDisplacement(points, source.draw(1, sample).noise, (sample % 2) * NODES * NODES, 1.5)
      for (let y = 0; y < POINTS; y++) {
        for (let x = 1; x < POINTS; x++) {
          squares += points[y * POINTS + x]! ** 2
          steps += (points[y * POINTS + x]! - points[y * POINTS + x - 1]!) ** 2
          count++
        }
      }
    }
    expect(Math.sqrt(squares / count)).toBeCloseTo(1.5, 1)
    // Independent numbers would differ by sqrt(2) of the deviation; these, 4 pixels apart, by well under half of that.
    expect(Math.sqrt(steps / count)).toBeLessThan(0.6 * 1.5)
  })

  it('is the cubic B-spline of the noise: 1, 4, 1 sixths around a node, 1, 23, 23, 1 of 48 between', () => {
    const noise = new Float64Array(NODES * NODES)
    noise[3 * NODES + 3] = 1 // The node at pixel (16, 16), which is point (4, 4).
    const points = new Float64Array(POINTS * POINTS)
    const unit = Math.sqrt((0.5 * 0.4604) / 12)
    addDisplacement(points, noise, 0, unit)
    const row = (y: number) => Array.from(points.subarray(y * POINTS, (y + 1) * POINTS))
    const weights = [0, 1 / 48, 1 / 6, 23 / 48, 4 / 6, 23 / 48, 1 / 6, 1 / 48]
    for (const y of [1, 2, 3, 4, 5, 6, 7]) row(y).forEach((value, x) => expect(value).toBeCloseTo(weights[y]! * weights[x]!, 12))
    expect(row(0)).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
  })
})
