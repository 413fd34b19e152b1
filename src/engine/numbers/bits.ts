/** The exponent of a float64, read and written: the same bits on every machine. */

const value = new Float64Array(1)
const words = new Uint32Array(value.buffer)
/** Which of the two words holds sign and exponent: the second on little-endian machines. */
const high = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

/** Where 2^0 stands in the table. */
const ZERO = 1023
/** 2^-1023 to 2^1023, each exact. A look-up is faster than writing an exponent into memory and reading it back as a number. */
const powersOfTwo = new Float64Array(2 * ZERO + 1).fill(1, ZERO, ZERO + 1)
for (let exponent = 1; exponent <= ZERO; exponent++) {
  powersOfTwo[ZERO + exponent] = powersOfTwo[ZERO + exponent - 1]! * 2
  powersOfTwo[ZERO - exponent] = powersOfTwo[ZERO - exponent + 1]! / 2
}

/** 2^exponent, exactly. @param exponent whole, from -1023 to 1023 */
export function powerOfTwo(exponent: number): number {
  return powersOfTwo[ZERO + exponent]!
}

/** The upper 32 bits of x, as a signed integer: sign, eleven bits of biased exponent, twenty bits of fraction. */
export function highWord(x: number): number {
  value[0] = x
  return words[high]! | 0
}

/** y 2^exponent rounded once, where y is from 1/2 to 2: also where the result is subnormal or just below the overflow. */
export function scale(y: number, exponent: number): number {
  if (exponent > 1023) return y * 2 * powerOfTwo(exponent - 1)
  if (exponent >= -1021) return y * powerOfTwo(exponent)
  // The first product is exact, so that only the second rounds.
  return y * powerOfTwo(exponent + 64) * powerOfTwo(-64)
}
