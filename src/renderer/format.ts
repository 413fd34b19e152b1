/** Numbers as the screen shows them: in the user's locale, with a true minus sign. Files keep JavaScript's own form. */

/** U+2212, as wide as a plus sign. */
const minus = '\u2212'
/** U+202F, a narrow space that does not break. */
const narrowSpace = '\u202f'
/** U+00A0, between a number and its unit. */
const unitSpace = '\u00a0'
/** Shown where there is no value. */
export const noValue = '\u2013'

export interface Format {
  /** A whole number, grouped: 52,650. */
  count(value: number): string
  /** A number with a fixed count of decimals. */
  fixed(value: number | null, decimals: number): string
  /** A number with as many digits as it needs, at most `digits` significant ones. */
  short(value: number, digits?: number): string
  /** A loss: four significant digits, small ones with an exponent. */
  loss(value: number | null): string
  /** A share of 0 to 1 with four decimals, as accuracies are written: 0.9787. */
  share(value: number | null): string
  /** A share of 0 to 1 in per cent: 97.9 %. */
  percent(value: number | null, decimals?: number): string
  /** A large count in one word: 52.6 k. */
  compact(value: number): string
  /** A value with the quartiles beside it: 0.979 [0.978, 0.980]. */
  spread(value: number, low: number, high: number, decimals?: number): string
  bytes(value: number): string
  /** A length of time by the clock: 0:06, 12:40, 1:02:03. */
  clock(seconds: number): string
  /** How long something took: 0.4 s, then by the clock. */
  duration(seconds: number): string
  /** A length of time in words for an estimate: 9 s, 19 min, 2 h 5 min. */
  roughly(seconds: number): string
  /** A moment: the time today, else the date. */
  moment(iso: string, now?: Date): string
}

/** The tag as Intl takes it; undefined, its own default, for one that is none: Chromium under LANG=C says "en-US@posix". */
function usableLocale(tag: string | undefined): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0]
  } catch {
    return undefined
  }
}

/** @param language the browser's, such as en-GB */
export function createFormat(language: string | undefined): Format {
  const locale = usableLocale(language)
  const cache = new Map<string, Intl.NumberFormat>()
  // Made once: making one takes a hundred times as long as writing with it, and a table writes many.
  const moments = {
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }),
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    dayAndYear: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }),
  }
  const number = (value: number, options: Intl.NumberFormatOptions) => {
    const key = JSON.stringify(options)
    const known = cache.get(key) ?? new Intl.NumberFormat(locale, options)
    cache.set(key, known)
    return known.format(value).replace('-', minus)
  }

  function fixed(value: number | null, decimals: number): string {
    if (value === null || !Number.isFinite(value)) return noValue
    return number(value, { minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  }

  function short(value: number, digits = 4): string {
    if (!Number.isFinite(value)) return noValue
    const size = Math.abs(value)
    // There is a negative zero too, of which nobody wants to read.
    if (size === 0) return number(0, {})
    if (size >= 1e-3 && size < 1e6) return number(value, { maximumSignificantDigits: digits })
    const [mantissa = '', exponent = ''] = value.toExponential(Math.min(digits - 1, 2)).split('e')
    return `${number(Number(mantissa), { maximumSignificantDigits: digits })}e${exponent.replace('+', '').replace('-', minus)}`
  }

  function clock(seconds: number): string {
    const whole = Math.max(0, Math.round(seconds))
    const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
    const two = (part: number) => String(part).padStart(2, '0')
    return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
  }

  function roughly(seconds: number): string {
    if (!Number.isFinite(seconds)) return noValue
    if (seconds < 1) return `<${unitSpace}1${unitSpace}s`
    if (seconds < 90) return `${number(Math.round(seconds), {})}${unitSpace}s`
    const minutes = Math.round(seconds / 60)
    if (minutes < 90) return `${number(minutes, {})}${unitSpace}min`
    const hours = Math.floor(minutes / 60)
    if (hours < 48) return `${number(hours, {})}${unitSpace}h ${minutes % 60}${unitSpace}min`
    return `${number(Math.round(hours / 24), {})} days`
  }

  const count = (value: number) => number(value, { maximumFractionDigits: 0 })

  function compact(value: number): string {
    if (value < 10_000) return count(value)
    const [divisor, word] = value < 1e6 ? [1e3, 'k'] : value < 1e9 ? [1e6, 'M'] : [1e9, 'G']
    return `${number(value / divisor, { maximumFractionDigits: 1 })}${unitSpace}${word}`
  }

  return {
    count,
    compact,
    fixed,
    short,
    clock,
    duration: (seconds) => (seconds < 10 ? `${fixed(seconds, 1)}${unitSpace}s` : clock(seconds)),
    roughly,
    loss: (value) => (value === null ? noValue : Math.abs(value) >= 0.1 && Math.abs(value) < 1000 ? fixed(value, 4) : short(value)),
    share: (value) => fixed(value, 4),
    percent: (value, decimals = 1) => (value === null ? noValue : `${fixed(value * 100, decimals)}${narrowSpace}%`),
    spread: (value, low, high, decimals = 3) => `${fixed(value, decimals)} [${fixed(low, decimals)}, ${fixed(high, decimals)}]`,
    bytes: (value) => {
      if (value < 1000) return `${number(value, {})}${unitSpace}B`
      const [divisor, word] = value < 1e6 ? [1e3, 'kB'] : value < 1e9 ? [1e6, 'MB'] : [1e9, 'GB']
      return `${number(value / divisor, { maximumFractionDigits: 1 })}${unitSpace}${word}`
    },
    moment: (iso, now = new Date()) => {
      const when = new Date(iso)
      if (when.toDateString() === now.toDateString()) return moments.time.format(when)
      return (when.getFullYear() === now.getFullYear() ? moments.day : moments.dayAndYear).format(when)
    },
  }
}

/** The format of this window. */
export const format = createFormat(typeof navigator === 'undefined' ? undefined : navigator.language)
