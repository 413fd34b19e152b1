/** Colours as numbers, for images that are computed pixel by pixel. */

export type Rgb = readonly [number, number, number]

/** Reads `#RRGGBB`; throws a TypeError on anything else. */
export function parseColour(hex: string): Rgb {
  const digits = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex)
  if (!digits) throw new TypeError(`expected a colour of six hexadecimal digits, got "${hex}"`)
  const [red = '', green = '', blue = ''] = digits.slice(1)
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)]
}

/** `share` of the second colour in the first, 0 to 1. */
export function mixColours(first: Rgb, second: Rgb, share: number): Rgb {
  const mix = (a: number, b: number) => a + (b - a) * Math.max(0, Math.min(1, share))
  return [mix(first[0], second[0]), mix(first[1], second[1]), mix(first[2], second[2])]
}
