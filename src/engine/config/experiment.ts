/** The experiment: one schema from which every form, command, file and message derives its types, defaults and limits. */
import * as z from 'zod'
import { dataSchema, dataShape } from './data'
import { flag, whole } from './fields'
import { limits } from './limits'
import { lossSchema } from './loss'
import { countParameters, networkSchema } from './network'
import { optimizerSchema, scheduleSchema } from './optimizer'
import { planned, plannedObject, words } from './planned'
import { variants } from './variants'

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
  l1: planned('The L1 penalty', 0),
  l2: planned('The L2 penalty in the loss', 0),
  decayBiases: planned('Weight decay without biases', true),
  clipping: variants('Clipping', 'kind', [z.strictObject({ kind: z.literal('none') })], ['norm', 'value']).prefault('none'),
  batchSize: batchSize.default('full'),
  epochs: whole({ min: 1, max: limits.epochs }, { label: 'Epochs', help: 'Passes over the training data.' }),
  shuffle: flag({ label: 'Shuffle', help: 'A new order of the samples in each epoch.' }).default(true),
  dropLastBatch: flag({ label: 'Drop last batch', help: 'Leave out the last batch of an epoch when it is smaller than the others.' }).default(false),
  accumulationSteps: planned('Gradient accumulation', 1),
  evaluateEvery: planned('Evaluation every k epochs', 1),
  validation: variants('Validation', 'kind', [z.strictObject({ kind: z.literal('none') }), z.strictObject({ kind: z.literal('test') })], ['holdout']).prefault(
    'none',
  ),
  earlyStopping: plannedObject('Early stopping'),
  augmentation: plannedObject('Augmentation'),
  kernels: words('Kernels', ['reference'], ['fast'])
    .default('reference')
    .meta({ label: 'Kernels', help: 'Which implementation computes: the readable reference in TypeScript.' }),
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

export const trialSchema = z.strictObject(trialShape).superRefine(checkTrial)
/** The configuration of one trial: its canonical JSON is its identity. */
export type TrialConfig = z.output<typeof trialSchema>

export const experimentSchema = experimentShape.superRefine(checkTrial)
export type ExperimentConfig = z.output<typeof experimentSchema>
export type ExperimentInput = z.input<typeof experimentSchema>

/** The rules that tie fields together. */
function checkTrial(config: z.output<z.ZodObject<typeof trialShape>>, context: z.RefinementCtx): void {
  const shape = dataShape(config.data)
  const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message })
  const { layers } = config.network
  const last = layers.length - 1
  const output = layers[last]
  if (output === undefined) return // already refused by the schema

  if (output.units !== shape.outputs) {
    const what = shape.task === 'classification' ? `${shape.outputs} classes` : `${shape.outputs} target${shape.outputs === 1 ? '' : 's'}`
    refuse(['network', 'layers', last, 'units'], `The output layer has ${output.units} units but the data has ${what}: set it to ${shape.outputs}`)
  }
  const parameters = countParameters(shape.inputs, layers)
  if (parameters > limits.parameters) refuse(['network', 'layers'], `The network has ${parameters} parameters; at most ${limits.parameters} are allowed`)
  if (config.loss.name === 'cross_entropy') {
    if (shape.task === 'regression') refuse(['loss', 'name'], 'Cross-entropy needs classes but the data has targets: use mse')
    if (output.activation !== 'identity')
      refuse(['network', 'layers', last, 'activation'], 'Cross-entropy applies the softmax itself: the output layer takes the activation identity')
  }
  if (config.batchSize !== 'full' && config.batchSize > shape.samples)
    refuse(['batchSize'], `Batch size is ${config.batchSize} but the data has ${shape.samples} training samples`)
  if (config.validation.kind === 'test' && shape.testSamples === 0) refuse(['validation', 'kind'], 'This data has no test set: use none')
}
