/** Every clipping: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import { clipNone } from './clip-none'
import { clipNorm } from './clip-norm'
import { clipValue } from './clip-value'
import type { Clip } from './clipping'

/** The ways to clip: name, fields, formula, source and implementation of each. */
export const clippings = [clipNone, clipNorm, clipValue] as const

export const clippingSchema = variants('Clipping', 'kind', schemasOf(clippings))
/** A way to clip with its fields, such as `{ kind: 'norm', limit: 1 }`. */
export type ClippingConfig = z.output<typeof clippingSchema>

/** The clipping that a configuration names. */
export function createClip(config: ClippingConfig): Clip {
  return findPart(clippings, 'kind', config.kind).create(config)
}
