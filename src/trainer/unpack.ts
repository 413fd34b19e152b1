/** Unpacks a gzip file of known size: never more than that, whatever the file claims. */
import { gunzipSync } from 'node:zlib'
import { systemCode } from '../api/system-code'

/**
 * @param size bytes that must come out
 * @param refuse is called with what is wrong, and throws
 * @returns the bytes in memory that threads can share
 */
export function unpack(packed: Uint8Array, size: number, refuse: (problem: string) => never): Uint8Array {
  let content: Uint8Array
  try {
    content = gunzipSync(packed, { maxOutputLength: size })
  } catch (error) {
    const code = systemCode(error)
    return refuse(code === 'ERR_BUFFER_TOO_LARGE' ? `unpacks to more than ${size} bytes` : `cannot be unpacked (${code})`)
  }
  if (content.length !== size) return refuse(`unpacks to ${content.length} bytes instead of ${size}`)
  const shared = new Uint8Array(new SharedArrayBuffer(size))
  shared.set(content)
  return shared
}
