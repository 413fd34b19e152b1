/** Every source of data, from simple to complex: the closed union that a configuration chooses from. */
import type * as z from 'zod'
import { findPart, schemasOf } from '../../config/part'
import type { StoredSetConfig } from '../../config/stored-set'
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
import { table } from './table'
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
  table,
] as const

export const dataSchema = variants('Data', 'source', schemasOf(sources), ['idx', 'images'])
export type DataConfig = z.output<typeof dataSchema>
export type DataSource = DataConfig['source']

/** The shape of a source, known before anything is generated or read. */
export function dataShape(data: DataConfig): DataShape {
  return findPart(sources, 'source', data.source).shape(data)
}

/** The files that a published set of images is read from, null for data that are drawn or the user's own. */
export function filesOf(data: Pick<DataConfig, 'source'>): ImageSet | null {
  const { origin } = findPart(sources, 'source', data.source)
  return origin.kind === 'files' ? origin.images : null
}

/** The imported data set that the data are, null for a source that is drawn or published. */
export function storedSetOf(data: DataConfig): StoredSetConfig | null {
  const { origin } = findPart(sources, 'source', data.source)
  return origin.kind === 'stored' ? origin.setOf(data) : null
}

/** Whether the samples are drawn from the trial's seed; others are read from where they are stored. */
export function isDrawn(data: Pick<DataConfig, 'source'>): boolean {
  return findPart(sources, 'source', data.source).origin.kind === 'generator'
}

/**
 * Draws the samples of a source.
 * @throws Error for a source that is read from files
 */
export function drawData(data: DataConfig, stream: RandomStream): GeneratedData {
  const { origin, title } = findPart(sources, 'source', data.source)
  if (origin.kind !== 'generator') throw new Error(`${title} is read from files, not generated`)
  return origin.generate(data, stream)
}
