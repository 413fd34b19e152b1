/** What every source of data is: a name with its fields, the shape of what it gives, and a generator or the files it is read from. */
import type * as z from 'zod'
import type { Part } from '../../config/part'
import type { StoredSetConfig } from '../../config/stored-set'
import type { RandomStream } from '../../random/stream'
import type { GeneratedData } from '../dataset'
import type { ImageSet } from '../image-set'
import { unevenSizes } from '../imbalance'

export interface DataShape {
  task: 'regression' | 'classification'
  /** Features of a sample. */
  inputs: number
  /** Targets of a sample in regression, classes in classification. */
  outputs: number
  /** Samples that training, and a holdout if there is one, are taken from. */
  samples: number
  /** Samples of the given test set, 0 where there is none. */
  testSamples: number
  /** Samples that join the training part alone, each as often as it counts; absent where there are none. */
  addedSamples?: number
}

/** A source that a configuration can name. */
export interface SourcePart<S extends z.ZodObject = z.ZodObject> extends Part<S> {
  /** Known before anything is drawn or read. Throws a ZodError where the configuration is not its own. */
  shape(config: unknown): DataShape
  /** Where the samples come from. */
  readonly origin: SourceOrigin
}

export type SourceOrigin =
  /** Drawn from the stream. What is random about the truth is drawn first; then sample after sample, so that fewer are the first of many. */
  | { kind: 'generator'; generate(config: unknown, stream: RandomStream): GeneratedData }
  /** Read from files, which are the caller's business. */
  | { kind: 'files'; images: ImageSet }
  /** Imported by the user and stored by its digest; reading it is the caller's business. */
  | { kind: 'stored'; setOf(config: unknown): StoredSetConfig }

/** Makes a part of a generator's description; both functions get the configuration as the schema reads it. */
export function defineGenerator<S extends z.ZodObject>(
  description: Part<S> & {
    shape(config: z.output<S>): Omit<DataShape, 'testSamples'>
    generate(config: z.output<S>, stream: RandomStream): GeneratedData
  },
): SourcePart<S> {
  const { shape, generate, ...part } = description
  return {
    ...part,
    shape: (config) => ({ ...shape(part.schema.parse(config)), testSamples: 0 }),
    origin: { kind: 'generator', generate: (config, stream) => generate(part.schema.parse(config), stream) },
  }
}

/** Makes a part of data sets that the user imports. */
export function defineStored<S extends z.ZodObject>(description: Part<S> & { setOf(config: z.output<S>): StoredSetConfig }): SourcePart<S> {
  const { setOf, ...part } = description
  const read = (config: unknown) => setOf(part.schema.parse(config))
  return {
    ...part,
    shape(config) {
      const { task, samples, inputs, outputs } = read(config)
      return { task, inputs, outputs, samples, testSamples: 0 }
    },
    origin: { kind: 'stored', setOf: read },
  }
}

interface ImagesDescription<S extends z.ZodObject> extends Part<S> {
  images: ImageSet
  imbalanceOf(config: z.output<S>): number
  /** Samples of elsewhere that join the training part; none where it is left out. */
  addedOf?(config: z.output<S>): number
}

/** Makes a part of a set of images; its fields are those of every source with classes. */
export function defineImages<S extends z.ZodObject>(description: ImagesDescription<S>): SourcePart<S> {
  const { images, imbalanceOf, addedOf = () => 0, ...part } = description
  const { classSizes, inputs, testSamples } = images
  return {
    ...part,
    shape(config) {
      const own = part.schema.parse(config)
      const imbalance = imbalanceOf(own)
      const sizes = imbalance === 0 ? classSizes : unevenSizes(classSizes, imbalance)
      const samples = sizes.reduce((sum, size) => sum + size, 0)
      const addedSamples = addedOf(own)
      return { task: 'classification', inputs, outputs: classSizes.length, samples, testSamples, ...(addedSamples > 0 && { addedSamples }) }
    },
    origin: { kind: 'files', images },
  }
}
