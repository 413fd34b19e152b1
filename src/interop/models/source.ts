/** The source of data that a stored model learnt from, as its file says. */
import type { DataSource } from '../../engine/config/data'
import { decodeModel } from '../../engine/models/model-file'

/** @throws DataError where the file is damaged */
export function modelSource(bytes: Uint8Array, name: string): DataSource {
  return decodeModel(bytes, name).config.data.source
}
