/** Smoothed curves: what a reader sees behind the noise of single epochs. */
import type { Smoothing } from './state'

/**
 * The same number of values, gaps where there were gaps. Gaps are passed over: they neither count nor reset.
 *
 * Exponential moving average with bias correction, as Adam's moments (D. P. Kingma and J. Ba, 2015, section 3):
 * m_t = w m_(t-1) + (1 - w) y_t with m_0 = 0, shown as m_t / (1 - w^t), so that the curve does not begin at zero.
 *
 * Running mean: of the values at most (window - 1) / 2 places away, rounded down, cut at both ends.
 */
export function smooth(values: readonly (number | null)[], smoothing: Smoothing): (number | null)[] {
  switch (smoothing.kind) {
    case 'none':
      return [...values]
    case 'ema':
      return exponential(values, smoothing.weight)
    case 'mean':
      return running(values, Math.floor((smoothing.window - 1) / 2))
  }
}

function exponential(values: readonly (number | null)[], weight: number): (number | null)[] {
  let moment = 0
  let remaining = 1
  return values.map((value) => {
    if (value === null) return null
    moment = weight * moment + (1 - weight) * value
    remaining *= weight
    return moment / (1 - remaining)
  })
}

/** Sums are carried along the curve and begun anew now and then, so that rounding does not add up over a long one. */
function running(values: readonly (number | null)[], reach: number): (number | null)[] {
  const known = values.flatMap((value) => (value === null ? [] : [value]))
  const means = known.map(() => 0)
  const restart = 1000
  let sum = 0
  let [from, to] = [0, 0]
  for (let i = 0; i < known.length; i++) {
    const [first, end] = [Math.max(0, i - reach), Math.min(known.length, i + reach + 1)]
    if (i % restart === 0) {
      sum = 0
      from = first
      to = first
    }
    while (to < end) sum += known[to++]!
    while (from < first) sum -= known[from++]!
    means[i] = sum / (end - first)
  }
  let next = 0
  return values.map((value) => (value === null ? null : means[next++]!))
}

/** Whether the curve changes at all. */
export function isSmoothing(smoothing: Smoothing): boolean {
  return smoothing.kind === 'ema' ? smoothing.weight > 0 : smoothing.kind === 'mean' && smoothing.window > 2
}
