/** Files that go into a folder together: their names are names alone, no paths. */
import * as z from 'zod'

/** Letters, digits, and dots, hyphens and underscores behind the first: nothing that leads anywhere, on any system. */
const name = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]{0,119}$/u, { error: 'A name takes letters, digits, dots, hyphens and underscores' })
/** As a picture of the largest size may have, about. */
const mostBytes = 256 << 20

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= mostBytes, { error: `A file takes at most ${mostBytes} bytes` })

export const savedFiles = z
  .strictObject({ name, files: z.array(z.strictObject({ name, bytes })).min(1).max(100) })
  .refine(({ files }) => new Set(files.map((file) => file.name.toLowerCase())).size === files.length, { error: 'Two files have one name', path: ['files'] })
