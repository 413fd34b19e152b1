/** Values from elsewhere in messages: short, whatever they are. */

const LONGEST = 60

/** A value of JSON in few characters. Nested values are counted, not written out: they may be large or deep. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) {
    const plain = value.length <= 8 && value.every((item) => typeof item !== 'object' || item === null)
    return plain ? shorten(JSON.stringify(value)) : `a list of ${value.length}`
  }
  if (typeof value === 'object' && value !== null) return 'an object'
  return shorten(JSON.stringify(value) ?? typeof value)
}

/** Text in quotation marks, cut where it is long. */
export function quote(text: string): string {
  return JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text)
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text
}
