/** Small files of the shell below the data, such as where the window stood: convenience, so that a missing or damaged one is as good as none. */
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type * as z from 'zod'

const mostBytes = 64 * 1024

/** What the file holds where it fits the schema, otherwise null. */
export function readSmallFile<T>(path: string, schema: z.ZodType<T>): T | null {
  try {
    if (statSync(path).size > mostBytes) return null
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    // It is missing, unreadable or no JSON.
    return null
  }
}

/** The whole new content or the whole old one, whenever the program ends. A failure is said on the terminal alone. */
export function writeSmallFile(path: string, value: unknown): void {
  const part = `${path}.part`
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    writeFileSync(part, JSON.stringify(value), { mode: 0o600 })
    renameSync(part, path)
  } catch (error) {
    console.error(`${path} cannot be written:`, error)
  }
}
