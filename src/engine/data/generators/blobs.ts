/** Round clouds on a circle, one a class. */
import type { RandomStream } from '../../random/stream'
import type { GeneratedData } from '../dataset'

/** From the origin to each centre. */
const RADIUS = 0.7

/** (cos, sin) of 2 pi / n for n = 2 to 10, rounded from 40 digits: JavaScript leaves the last bits of Math.cos to the engine. */
const firstStep: Readonly<Record<number, readonly [number, number]>> = {
  2: [-1, 0],
  3: [-0.5, 0.8660254037844386],
  4: [0, 1],
  5: [0.30901699437494745, 0.9510565162951535],
  6: [0.5, 0.8660254037844386],
  7: [0.6234898018587335, 0.7818314824680298],
  8: [0.7071067811865476, 0.7071067811865476],
  9: [0.766044443118978, 0.6427876096865394],
  10: [0.8090169943749475, 0.5877852522924731],
}

/**
 * Sample i belongs to class i mod `classes`, so that classes are as even as they can be and each is present from `classes` samples on.
 * Its point is the centre of its class plus Gaussian noise of standard deviation `spread` in each coordinate.
 */
export function generateBlobs({ samples, classes, spread }: { samples: number; classes: number; spread: number }, stream: RandomStream): GeneratedData {
  const centres = blobCentres(classes)
  const points = new Float64Array(2 * samples)
  const labels = new Uint8Array(samples)
  for (let i = 0; i < samples; i++) {
    const label = i % classes
    const [x, y] = centres[label]!
    points[2 * i] = x + spread * stream.gaussian()
    points[2 * i + 1] = y + spread * stream.gaussian()
    labels[i] = label
  }
  return {
    data: { samples, inputs: 2, features: { kind: 'real', values: points }, targets: { kind: 'classes', labels, classes } },
    truth: { kind: 'none' },
  }
}

/**
 * Centre k stands at the angle 2 pi k / classes, each turned from the one before by the product of complex numbers.
 * @param classes whole, from 2 to 10; anything else throws a RangeError
 */
export function blobCentres(classes: number): [number, number][] {
  const step = firstStep[classes]
  if (step === undefined) throw new RangeError(`blobs take 2 to 10 classes, got ${classes}`)
  const [cosine, sine] = step
  const centres: [number, number][] = []
  let x = 1
  let y = 0
  for (let k = 0; k < classes; k++) {
    centres.push([RADIUS * x, RADIUS * y])
    const turned = x * cosine - y * sine
    y = x * sine + y * cosine
    x = turned
  }
  return centres
}
