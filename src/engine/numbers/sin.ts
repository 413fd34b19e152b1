/** The sine, in float64, from additions and multiplications alone: JavaScript leaves the last bits of Math.sin to the engine. */
import { cosineSeries, reduceAngle, sineSeries } from './quarter-turn'

/**
 * sin x, x in radians. Largest error measured: 0.76 ulp. -0 stays -0; NaN and the infinities give NaN.
 * @throws RangeError for a finite x beyond 2^20 on either side
 */
export function sin(x: number): number {
  if (!Number.isFinite(x)) return NaN
  if (x === 0) return x
  const { quarter, high, low } = reduceAngle(x)
  switch (quarter) {
    case 0:
      return sineSeries(high, low)
    case 1:
      return cosineSeries(high, low)
    case 2:
      return -sineSeries(high, low)
    default:
      return -cosineSeries(high, low)
  }
}
