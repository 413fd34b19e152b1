/** The experiment: one schema from which every form, command, file and message derives its types, defaults and limits. */
import * as z from 'zod'
import { isFastActivation } from '../fast/activation-codes'
import { augmentationSchema } from './augmentation'
import { dataSchema, dataShape, filesOf } from './data'
import { earlyStoppingSchema } from './early-stopping'
import { flag, whole } from './fields'
import { limits } from './limits'
import { lossMisfit, lossSchema, outputUnits } from './loss'
import { countParameters, networkSchema } from './network'
import { checkSchedule, optimizerSchema, scheduleSchema } from './optimizer'
import { clippingSchema, decayBiasesSchema, l1Schema, l2Schema } from './regularisation'
import { words } from './planned'
import { partSizes, validationSchema } from './validation'
import { batchMisfit } from './whole-batches'

// A strict content policy forbids the run-time compiler that zod would otherwise probe for.
z.config({ jitless: true })

export const experimentVersion = 1

const batchError = `Batch size takes a whole number from 1 to ${limits.batchSize}, or "full"`
const batchSize = z
  .union([z.literal('full'), z.number().int({ error: batchError }).min(1, { error: batchError }).max(limits.batchSize, { error: batchError })], {
    error: batchError,
  })
  .meta({ label: 'Batch size', unit: 'samples', help: 'Samples of one step; "full" takes them all at once.' })

/** What decides the outcome of a trial, together with its seed. */
const trialShape = {
  version: z.literal(experimentVersion, { error: `Version takes ${experimentVersion}; a newer file needs a newer Backprop Lab` }).default(experimentVersion),
  data: dataSchema,
  network: networkSchema,
  loss: lossSchema,
  optimizer: optimizerSchema,
  schedule: scheduleSchema.prefault('constant'),
  l1: l1Schema,
  l2: l2Schema,
  decayBiases: decayBiasesSchema,
  clipping: clippingSchema.prefault('none'),
  batchSize: batchSize.default('full'),
  epochs: whole({ min: 1, max: limits.epochs }, { label: 'Epochs', help: 'Passes over the training data.' }),
  shuffle: flag({ label: 'Shuffle', help: 'A new order of the samples in each epoch.' }).default(true),
  dropLastBatch: flag({ label: 'Drop last batch', help: 'Leave out the last batch of an epoch when it is smaller than the others.' }).default(false),
  accumulationSteps: whole(
    { min: 1, max: limits.batchSize },
    { label: 'Accumulation', unit: 'batches', help: 'Batches whose gradients make one update together, as one batch of all their samples would.' },
  ).default(1),
  evaluateEvery: whole(
    { min: 1, max: limits.epochs },
    {
      label: 'Evaluate every',
      unit: 'epochs',
      help: 'The validation data is scored after every so many epochs, and always before the first and after the last.',
    },
  ).default(1),
  validation: validationSchema.prefault('none'),
  earlyStopping: earlyStoppingSchema.default(null),
  augmentation: augmentationSchema.default(null),
  kernels: words('Kernels', ['fast', 'reference'])
    .default('fast')
    .meta({ label: 'Kernels', help: 'Which implementation computes: fast is WebAssembly, reference the readable TypeScript.' }),
  precision: words('Precision', ['float32', 'float64'])
    .default('float32')
    .meta({ label: 'Precision', help: 'Number format of weights, activations and gradients.' }),
}

const seed = z.number({ error: seedError }).int({ error: seedError }).min(1, { error: seedError }).max(limits.seed, { error: seedError })
function seedError(): string {
  return `A seed takes a whole number from 1 to ${limits.seed}`
}

/** `{count: N}` means the seeds 1 to N. */
export const seedsSchema = z.union(
  [
    z.strictObject({
      count: whole({ min: 1, max: limits.trials }, { label: 'Seeds', unit: 'trials', help: 'How many independent trials: seeds 1 to this number.' }),
    }),
    z.strictObject({
      list: z
        .array(seed)
        .min(1)
        .max(limits.trials)
        .refine((list) => new Set(list).size === list.length, { error: 'Each seed may appear once' }),
    }),
  ],
  { error: `Seeds take {"count": N} with N from 1 to ${limits.trials}, or {"list": [...]} of different whole numbers from 1 to ${limits.seed}` },
)
export type SeedsConfig = z.output<typeof seedsSchema>

/** One swept field; several make a grid. `labels` name the settings in legends. */
const sweepAxis = z.strictObject({
  field: z.string().min(1).max(120),
  values: z.array(z.json()).min(1, { error: 'A sweep takes at least 1 value' }).max(limits.trials),
  labels: z.array(z.string().max(limits.nameLength)).optional(),
})
export type SweepAxis = z.output<typeof sweepAxis>

const experimentShape = z.strictObject({
  ...trialShape,
  name: z
    .string({ error: `Name takes text of 1 to ${limits.nameLength} characters` })
    .trim()
    .min(1, { error: `Name takes text of 1 to ${limits.nameLength} characters` })
    .max(limits.nameLength, { error: `Name takes text of 1 to ${limits.nameLength} characters` })
    .meta({ label: 'Name', help: 'How the experiment is listed.' }),
  seeds: seedsSchema.default({ count: 1 }),
  sweep: z
    .array(sweepAxis)
    .max(limits.sweepFields, { error: `A sweep takes at most ${limits.sweepFields} fields` })
    .default([]),
  keepModels: z
    .strictObject({
      every: whole(
        { min: 0, max: limits.epochs },
        { label: 'Snapshot every', unit: 'epochs', help: 'Stores the weights every so many epochs; 0 keeps the last and the best only.' },
      ).default(0),
    })
    .prefault({}),
})

/** What one trial needs besides its seed, with all defaults, limits and the rules that tie fields together. */
export const trialSchema = z.strictObject(trialShape).superRefine(checkTrial)
/** The configuration of one trial: its canonical JSON is its identity. */
export type TrialConfig = z.output<typeof trialSchema>

/** A trial with a name, its seeds and what is swept over, with all defaults, limits and rules. */
export const experimentSchema = experimentShape.superRefine(checkTrial)
/** An experiment with every field filled in. */
export type ExperimentConfig = z.output<typeof experimentSchema>
/** An experiment as it is written: what has a default may be left out, and a bare word stands for a part with its defaults. */
export type ExperimentInput = z.input<typeof experimentSchema>

/** The rules that tie fields together. They are asked even where a field is out of its limits, but not where the data is. */
function checkTrial(config: z.output<z.ZodObject<typeof trialShape>>, context: z.RefinementCtx): void {
  if (!dataSchema.safeParse(config.data).success) return // already refused by the schema
  const shape = dataShape(config.data)
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  const { layers } = config.network
  const last = layers.length - 1
  const output = layers[last]
  if (output === undefined) return // already refused by the schema

  const units = outputUnits(config.loss, shape)
  if (output.units !== units) {
    const what = shape.task === 'classification' ? `${shape.outputs} classes` : `${shape.outputs} target${shape.outputs === 1 ? '' : 's'}`
    const why = units === shape.outputs ? '' : `, which ${config.loss.name} tells apart by ${units}`
    refuse(['network', 'layers', last, 'units'], `The output layer has ${output.units} units but the data has ${what}${why}: set it to ${units}`)
  }
  const parameters = countParameters(shape.inputs, layers)
  if (parameters > limits.parameters) refuse(['network', 'layers'], `The network has ${parameters} parameters; at most ${limits.parameters} are allowed`)
  const misfit = checkSchedule(config.schedule, { baseRate: config.optimizer.learningRate, epochs: config.epochs })
  // A learning rate out of its limits has its own complaint, and any schedule would misfit it.
  if (misfit !== null && config.optimizer.learningRate > 0) refuse(['schedule', misfit.field], misfit.message)
  const lossProblem = lossMisfit(config.loss, { task: shape.task, outputs: shape.outputs, bare: output.activation.name === 'identity' })
  if (lossProblem !== null)
    refuse(lossProblem.field === 'activation' ? ['network', 'layers', last, 'activation', 'name'] : ['loss', lossProblem.field], lossProblem.message)
  if (config.augmentation !== null && filesOf(config.data) === null)
    refuse(['augmentation'], `Augmentation distorts images, which ${config.data.source} data are not: leave it at null`)
  const { validation } = config
  const parts = partSizes(shape, validation)
  if (validation.kind === 'holdout' && (parts.training === 0 || parts.validation === 0))
    refuse(
      ['validation', 'fraction'],
      `Holding out ${validation.fraction} of ${shape.samples} samples leaves ${parts.training} for training and ${parts.validation} for validation: both need at least 1`,
    )
  else if (config.batchSize !== 'full' && config.batchSize > parts.training)
    refuse(['batchSize'], `Batch size is ${config.batchSize} but the data has ${parts.training} training samples`)
  if (config.kernels === 'fast' && config.precision === 'float64')
    refuse(['precision'], 'The fast kernels compute in float32: set the precision to float32 or the kernels to reference')
  if (config.kernels === 'fast')
    for (const [index, { activation }] of layers.entries())
      if (!isFastActivation(activation))
        refuse(
          ['network', 'layers', index, 'activation', 'name'],
          `The fast kernels have no ${activation.name}: take another activation or set the kernels to reference`,
        )
  const batchProblem = batchMisfit(config.network, { ...config, samples: parts.training, inputs: shape.inputs })
  if (batchProblem !== null) refuse(['batchSize'], batchProblem)
  if (validation.kind === 'test' && shape.testSamples === 0) refuse(['validation', 'kind'], 'This data has no test set: use none or holdout')
}
