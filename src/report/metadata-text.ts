/** The metadata of a figure as text: read and checked alike, whatever file it came in. */
import { figureFileFormat, figureFileVersion, figureMetadataSchema, type FigureMetadata } from '../api/figure-file'
import type { Failure, Result } from '../api/failure'

/** Bytes of metadata at most: ten thousand trials take about one million. */
export const mostMetadataBytes = 8 * 1024 * 1024

/** Brackets within brackets at most; a configuration has about ten. */
const mostDepth = 64

/** Fails with `data` and a sentence for text that is damaged, and for metadata of a newer version, each told apart in words. */
export function parseMetadata(text: string, file: string): Result<FigureMetadata> {
  if (depthOf(text) > mostDepth) return damaged(file, `it is nested deeper than ${mostDepth} levels`)
  const value = parseJson(text)
  if (value === undefined) return damaged(file, 'it is no JSON')
  const version = versionOf(value)
  if (version !== null && version > figureFileVersion)
    return failure(
      `${file} was made by a newer Backprop Lab: its figure has version ${version}, and this program reads up to ${figureFileVersion}. Open it with a newer Backprop Lab.`,
    )
  const checked = figureMetadataSchema.safeParse(value)
  if (checked.success) return { ok: true, value: checked.data }
  const [issue] = checked.error.issues
  return damaged(file, issue ? `${issue.path.join('.') || 'the whole'}: ${issue.message}` : 'it does not fit')
}

/** Undefined for what is no JSON, which no JSON is. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Brackets that are open at once, at most; those within strings do not count. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const letter = text[i]
    if (quoted && letter === '\\') i++
    else if (letter === '"') quoted = !quoted
    else if (!quoted && (letter === '{' || letter === '[')) deepest = Math.max(deepest, ++depth)
    else if (!quoted && (letter === '}' || letter === ']')) depth--
  }
  return deepest
}

/** The version of what calls itself a figure of this program; null for anything else. */
function versionOf(value: unknown): number | null {
  if (typeof value !== 'object' || value === null || Reflect.get(value, 'format') !== figureFileFormat) return null
  const version: unknown = Reflect.get(value, 'version')
  return typeof version === 'number' ? version : null
}

export function damaged(file: string, how: string): Failure & { ok: false } {
  return failure(`The experiment in ${file} is damaged: ${how}. Take the file as it was exported.`)
}

export function failure(message: string): Failure & { ok: false } {
  return { ok: false, code: 'data', message }
}

export function withoutMetadata(file: string): Failure & { ok: false } {
  return failure(`${file} holds no experiment. Figures that are exported from Backprop Lab hold theirs; programs that edit or send pictures often take it out.`)
}
