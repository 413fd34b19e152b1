/** Rotation of a 32-bit word, the building block of generator and seeding. */

export function rotateLeft(word: number, count: number): number {
  return (word << count) | (word >>> (32 - count))
}
