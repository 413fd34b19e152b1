/** Where the samples come from: generators (drawn anew for each trial from its seed) and data sets. */
import * as z from 'zod'
import { real, whole } from './fields'
import { limits } from './limits'
import { planned, words } from './planned'
import { variants } from './variants'

const samples = whole({ min: 4, max: limits.samples }, { label: 'Samples', unit: 'samples', help: 'How many samples each trial draws.' }).default(200)

/** What every source of data can be asked for; planned parts stay at their neutral value. */
const common = {
  labelNoise: planned('Label noise', 0),
  imbalance: planned('Class imbalance', 0),
  scaling: words('Scaling', ['none'], ['unit', 'standard']).default('none'),
}

const line = z.strictObject({
  source: z.literal('line'),
  samples,
  noise: real({ min: 0, max: 100 }, { label: 'Noise', unit: 'std', help: 'Standard deviation of the Gaussian noise added to y.' }).default(0.1),
  ...common,
})

const halfPlane = z.strictObject({
  source: z.literal('half_plane'),
  samples,
  offset: real(
    { min: 0, max: 1 },
    { label: 'Offset', unit: 'at most', help: 'The cutting line passes the origin at a distance uniform in plus or minus this value.' },
  ).default(0.2),
  ...common,
})

const blobs = z.strictObject({
  source: z.literal('blobs'),
  samples,
  classes: whole({ min: 2, max: 10 }, { label: 'Classes', help: 'How many Gaussian clouds, one a class, with centres on a circle of radius 0.7.' }).default(3),
  spread: real({ min: 0, max: 10 }, { label: 'Spread', unit: 'std', help: 'Standard deviation of each cloud.' }).default(0.2),
  ...common,
})

const xor = z.strictObject({ source: z.literal('xor'), samples, ...common })

const mnist = z.strictObject({ source: z.literal('mnist'), ...common })

export const dataSchema = variants(
  'Data',
  'source',
  [line, halfPlane, blobs, xor, mnist],
  ['fashion_mnist', 'circles', 'moons', 'spirals', 'gaussians', 'checkerboard', 'sine', 'polynomial', 'csv', 'idx', 'images'],
)
export type DataConfig = z.output<typeof dataSchema>
export type DataSource = DataConfig['source']

export interface DataShape {
  task: 'regression' | 'classification'
  /** Features of a sample. */
  inputs: number
  /** Targets of a sample in regression, classes in classification. */
  outputs: number
  /** Training samples of a trial. */
  samples: number
  /** Samples of the given test set, 0 where there is none. */
  testSamples: number
}

/** The shape of a source, known before anything is generated or read. */
export function dataShape(data: DataConfig): DataShape {
  switch (data.source) {
    case 'line':
      return { task: 'regression', inputs: 1, outputs: 1, samples: data.samples, testSamples: 0 }
    case 'half_plane':
    case 'xor':
      return { task: 'classification', inputs: 2, outputs: 2, samples: data.samples, testSamples: 0 }
    case 'blobs':
      return { task: 'classification', inputs: 2, outputs: data.classes, samples: data.samples, testSamples: 0 }
    case 'mnist':
      return { task: 'classification', inputs: 784, outputs: 10, samples: 60_000, testSamples: 10_000 }
  }
}
