/** Numbers and words as a terminal shows them. */

/** What a terminal could take for a command, or what would turn the direction of writing. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g

/** The words of a user, with characters that would steer the terminal made visible. */
export function printable(text: string): string {
  return text.replace(unprintable, '\ufffd')
}

export function formatLoss(loss: number | null): string {
  if (loss === null) return '–'
  return loss !== 0 && Math.abs(loss) < 1e-4 ? loss.toExponential(3) : loss.toPrecision(4)
}

/** An accuracy or probability, 0 to 1, in percent. */
export function formatShare(share: number | null): string {
  return share === null ? '–' : `${(100 * share).toFixed(2)} %`
}

/** Seconds as `0.4 s`, `12 s`, `3:05` or `1:02:03`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const whole = Math.round(seconds)
  const pad = (n: number) => String(n).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(whole % 60)}` : `${minutes}:${pad(whole % 60)}`
}

export interface Column {
  title: string
  /** Numbers stand to the right. */
  align?: 'left' | 'right'
}

/** Columns as wide as their widest cell, two blanks apart. */
export function formatTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map(({ title }) => title), ...rows]
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => [...(line[i] ?? '')].length)))
  return lines.map((line) =>
    columns
      .map(({ align = 'left' }, i) => {
        const cell = line[i] ?? ''
        const gap = ' '.repeat((widths[i] ?? 0) - [...cell].length)
        return align === 'right' ? gap + cell : cell + gap
      })
      .join('  ')
      .trimEnd(),
  )
}
