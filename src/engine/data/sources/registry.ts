/** Every source of data, from simple to complex: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../../config/part'
import { variants } from '../../config/variants'
import type { RandomStream } from '../../random/stream'
import type { GeneratedData } from '../dataset'
import type { ImageSet } from '../image-set'
import { blobs } from './blobs'
import { checkerboard } from './checkerboard'
import { circles } from './circles'
import { fashionMnist } from './fashion-mnist'
import { gaussians } from './gaussians'
import { halfPlane } from './half-plane'
import { line } from './line'
import { linearMap } from './linear-map'
import { mnist } from './mnist'
import { moons } from './moons'
import { polynomial } from './polynomial'
import { sine } from './sine'
import type { DataShape } from './source'
import { spirals } from './spirals'
import { xor } from './xor'

/** The sources of data: name, fields, formula, source and implementation of each. */
export const sources = [
  line,
  sine,
  polynomial,
  linearMap,
  halfPlane,
  blobs,
  gaussians,
  xor,
  checkerboard,
  circles,
  moons,
  spirals,
  mnist,
  fashionMnist,
] as const

export const dataSchema = variants('Data', 'source', schemasOf(sources), ['csv', 'idx', 'images'])
export type DataConfig = z.output<typeof dataSchema>
export type DataSource = DataConfig['source']

/** The shape of a source, known before anything is generated or read. */
export function dataShape(data: DataConfig): DataShape {
  return findPart(sources, 'source', data.source).shape(data)
}

/** The files that a source is read from, null for one that is drawn. */
export function filesOf(data: Pick<DataConfig, 'source'>): ImageSet | null {
  const { origin } = findPart(sources, 'source', data.source)
  return origin.kind === 'files' ? origin.images : null
}

/**
 * Draws the samples of a source.
 * @throws Error for a source that is read from files
 */
export function drawData(data: DataConfig, stream: RandomStream): GeneratedData {
  const { origin, title } = findPart(sources, 'source', data.source)
  if (origin.kind === 'files') throw new Error(`${title} is read from files, not generated`)
  return origin.generate(data, stream)
}
