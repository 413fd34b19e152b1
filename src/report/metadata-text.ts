/** The metadata of a figure as text: read and checked alike, whatever file it came in. */
import { figureFileFormat, figureFileVersion, figureMetadataSchema, type FigureMetadata } from '../api/figure-file'
import type { Failure, Result } from '../api/failure'
import { readJson } from '../engine/config/json'
import { firstProblem } from '../engine/config/validate'

/** Bytes of metadata at most: ten thousand trials take about one million. */
export const mostMetadataBytes = 8 * 1024 * 1024

/** Fails with `data` and a sentence for text that is damaged, and for metadata of a newer version, each told apart in words. */
export function parseMetadata(text: string, file: string): Result<FigureMetadata> {
  const json = readJson(text)
  if (!json.ok) return damaged(file, json.problems[0]?.message ?? 'it is no JSON')
  const { value } = json
  const version = versionOf(value)
  if (version !== null && version > figureFileVersion)
    return failure(
      `${file} was made by a newer Backprop Lab: its figure has version ${version}, and this program reads up to ${figureFileVersion}. Open it with a newer Backprop Lab.`,
    )
  const checked = figureMetadataSchema.safeParse(value)
  if (checked.success) return { ok: true, value: checked.data }
  const { field, message } = firstProblem(checked.error)
  return damaged(file, `${field || 'the whole'}: ${message}`)
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
