/** Labelled points of the plane as a data set. */
import type { RandomStream } from '../random/stream'
import { dealtClass } from './classes'
import { DataError } from './data-error'
import type { Dataset, GroundTruth, TruthParameters } from './dataset'

export type Point2 = readonly [x: number, y: number]

interface PointOptions {
  samples: number
  classes: number
  imbalance: number
}

/** Points of classes that are dealt out: `draw` gives a point of the class. */
export function dealPoints({ samples, classes, imbalance }: PointOptions, draw: (label: number) => Point2): Dataset {
  return collect(samples, classes, (i) => {
    const label = dealtClass(i, classes, imbalance)
    return [draw(label), label]
  })
}

/** Draws of a point, on average over the samples so far, beyond which a class is taken to have no room in the square. */
const MOST_DRAWS = 200
/** The first samples may take longer. */
const PATIENCE = 20_000

/**
 * Points uniform in the square [-1, 1]^2, in the class that `classOf` finds for them. With an imbalance each sample's class is dealt first
 * and points are drawn until one is of that class, which leaves the points of a class uniform in its region.
 * @param source what messages call the data
 * @throws DataError where a class has hardly any room
 */
export function labelSquare(
  { samples, classes, imbalance }: PointOptions,
  stream: RandomStream,
  source: string,
  classOf: (x: number, y: number) => number,
): Dataset {
  const draw = (): Point2 => [stream.uniformBetween(-1, 1), stream.uniformBetween(-1, 1)]
  let draws = 0
  return collect(samples, classes, (i) => {
    const wanted = imbalance === 0 ? null : dealtClass(i, classes, imbalance)
    for (; draws < PATIENCE + MOST_DRAWS * (i + 1); draws++) {
      const point = draw()
      const label = classOf(...point)
      if (wanted === null || label === wanted) return [point, label]
    }
    throw new DataError(
      source,
      `sample ${i}`,
      `expected a point of class ${wanted}, found none after ${draws} draws: the class has hardly any room in the square`,
    )
  })
}

function collect(samples: number, classes: number, sample: (i: number) => [Point2, number]): Dataset {
  const points = new Float64Array(2 * samples)
  const labels = new Uint8Array(samples)
  for (let i = 0; i < samples; i++) {
    const [[x, y], label] = sample(i)
    points[2 * i] = x
    points[2 * i + 1] = y
    labels[i] = label
  }
  return { samples, inputs: 2, features: { kind: 'real', values: points }, targets: { kind: 'classes', labels, classes } }
}

/** The truth that gives a class to every point of the plane. */
export function planeTruth(parameters: TruthParameters, classOf: (x: number, y: number) => number): GroundTruth {
  return { kind: 'classes', parameters, classOf: (features) => classOf(features[0]!, features[1]!) }
}

/** The point with Gaussian noise on both coordinates. */
export function withNoise([x, y]: Point2, deviation: number, stream: RandomStream): Point2 {
  return [x + deviation * stream.gaussian(), y + deviation * stream.gaussian()]
}

/** The index of the centre nearest to the point, the first of equally near ones. */
export function nearest(centres: readonly Point2[], x: number, y: number): number {
  let best = 0
  let least = Infinity
  for (const [k, [cx, cy]] of centres.entries()) {
    const distance = (x - cx) * (x - cx) + (y - cy) * (y - cy)
    if (distance < least) {
      least = distance
      best = k
    }
  }
  return best
}
