/** CRC-32 as in PNG and gzip: finds damage, but does not protect against intent. */

const table = new Uint32Array(256)
for (let byte = 0; byte < 256; byte++) {
  let remainder = byte
  for (let bit = 0; bit < 8; bit++) remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1
  table[byte] = remainder
}

/** The checksum of the bytes from `start` on, from 0 to 2^32 - 1. */
export function crc32(bytes: Uint8Array, start = 0): number {
  let remainder = 0xffffffff
  for (let i = start; i < bytes.length; i++) remainder = table[(remainder ^ bytes[i]!) & 0xff]! ^ (remainder >>> 8)
  return (remainder ^ 0xffffffff) >>> 0
}
