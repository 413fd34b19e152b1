/** SHA-256 digests, in hexadecimal, of configurations and of bytes. */
import { createHash } from 'node:crypto'
import { canonicalJson } from '../src/engine/config/canonical'

export function digestBytes(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The identity of a configuration: the digest of its canonical JSON in UTF-8. */
export function digestConfig(config: unknown): string {
  return digestBytes(canonicalJson(config))
}
