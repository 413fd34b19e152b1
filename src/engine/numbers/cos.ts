/** The cosine, in float64, from additions and multiplications alone: JavaScript leaves the last bits of Math.cos to the engine. */
import { cosineSeries, reduceAngle, sineSeries } from './quarter-turn'

/**
 * cos x, x in radians. Largest error measured: 0.75 ulp. NaN and the infinities give NaN.
 * @throws RangeError for a finite x beyond 2^20 on either side
 */
export function cos(x: number): number {
  if (!Number.isFinite(x)) return NaN
  const { quarter, high, low } = reduceAngle(x)
  switch (quarter) {
    case 0:
      return cosineSeries(high, low)
    case 1:
      return -sineSeries(high, low)
    case 2:
      return -cosineSeries(high, low)
    default:
      return sineSeries(high, low)
  }
}
