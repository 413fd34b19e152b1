/** Every clipping: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../config/part'
import { variants } from '../config/variants'
import { clipNone } from './clip-none'
import { clipNorm } from './clip-norm'
import { clipValue } from './clip-value'
import type { Clip } from './clipping'

export const clippings = [clipNone, clipNorm, clipValue] as const

export const clippingSchema = variants('Clipping', 'kind', schemasOf(clippings))
export type ClippingConfig = z.output<typeof clippingSchema>

export function createClip(config: ClippingConfig): Clip {
  return findPart(clippings, 'kind', config.kind).create(config)
}
