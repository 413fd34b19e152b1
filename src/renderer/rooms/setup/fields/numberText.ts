/** Numbers as they are typed: as decimals, or as a fraction where the decimals would not end. */

/** Longer decimals are looked at for a fraction: 0.16666666666666666 is 1/6. */
const longest = 10
/** Denominators that a person would write. */
const largestDenominator = 100
const fraction = /^([+-]?\d+)\s*\/\s*(\d+)$/

/** The text that `readNumber` reads as the same number, to the last bit. */
export function numberText(value: number): string {
  const decimals = String(value)
  if (decimals.length <= longest) return decimals
  for (let denominator = 2; denominator <= largestDenominator; denominator++) {
    const numerator = Math.round(value * denominator)
    if (numerator !== 0 && numerator / denominator === value) return `${numerator}/${denominator}`
  }
  return decimals
}

/** Null where the text is no finite number. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace('\u2212', '-')
  const parts = fraction.exec(plain)
  const number = parts ? Number(parts[1]) / Number(parts[2]) : Number(plain)
  return plain !== '' && Number.isFinite(number) ? number : null
}
