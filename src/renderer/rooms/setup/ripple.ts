/** What follows from a change: a choice that other fields depend on takes them along, and nothing else moves. */
import type * as z from 'zod'
import { dataSchema, dataShape, filesOf, type DataShape } from '../../../engine/config/data'
import { lossSchema, outputUnits } from '../../../engine/config/loss'
import { activationSchema, initialiserSchema } from '../../../engine/config/network'
import { optimizerSchema, scheduleSchema } from '../../../engine/config/optimizer'
import { setField } from '../../../engine/config/paths'
import { clippingSchema } from '../../../engine/config/regularisation'
import { getField, isTree, type Tree } from './tree'

/** The batch that images are trained with unless somebody says otherwise: all 60,000 at once would hardly learn. */
const imageBatch = 128

/** The shape of the draft's data, or null while its fields are wrong. */
export function shapeOf(draft: unknown): DataShape | null {
  const data = dataSchema.safeParse(getField(draft, 'data'))
  return data.success ? dataShape(data.data) : null
}

/** The draft after the field at `path` was set. */
export function ripple(draft: Tree, path: string): Tree {
  if (path === 'data.source') return withOutputs(withData(draft))
  if (path === 'data.classes' || path === 'data.outputs') return withOutputs(draft)
  if (path === 'optimizer.name') return { ...draft, optimizer: defaultsOf(optimizerSchema, getField(draft, 'optimizer.name')) }
  const part = /^network\.layers\.(\d+)\.(activation|initialiser)\.name$/.exec(path)
  if (part) return withLayerPart(draft, Number(part[1]), part[2] === 'activation' ? 'activation' : 'initialiser')
  if (path === 'schedule.name') return { ...draft, schedule: defaultsOf(scheduleSchema, getField(draft, 'schedule.name')) }
  if (path === 'clipping.kind') return { ...draft, clipping: defaultsOf(clippingSchema, getField(draft, 'clipping.kind')) }
  if (path === 'loss.name') return withUnits({ ...draft, loss: defaultsOf(lossSchema, getField(draft, 'loss.name')) })
  return draft
}

/** The activation or initialiser of a layer as its word has it by default: the fields of another are gone. */
function withLayerPart(draft: Tree, layer: number, part: 'activation' | 'initialiser'): Tree {
  const path = `network.layers.${layer}.${part}`
  const schema = part === 'activation' ? activationSchema : initialiserSchema
  const changed = setField(draft, path, defaultsOf(schema, getField(draft, `${path}.name`)))
  return changed.ok && isTree(changed.value) ? changed.value : draft
}

function defaultsOf(schema: Pick<z.ZodType, 'safeParse'>, input: unknown): unknown {
  const parsed = schema.safeParse(input)
  return parsed.success ? parsed.data : input
}

function withData(draft: Tree): Tree {
  const parsed = dataSchema.safeParse(getField(draft, 'data.source'))
  if (!parsed.success) return draft
  const shape = dataShape(parsed.data)
  const loss = getField(draft, 'loss.name')
  const fitting = shape.task === 'regression' ? 'mse' : 'cross_entropy'
  const batch = draft['batchSize']
  const images = filesOf(parsed.data) !== null
  return {
    ...draft,
    data: parsed.data,
    loss: loss === fitting ? draft['loss'] : defaultsOf(lossSchema, fitting),
    batchSize: images && batch === 'full' ? imageBatch : typeof batch === 'number' && batch > shape.samples ? 'full' : batch,
    shuffle: images || draft['shuffle'],
    validation: { kind: shape.testSamples > 0 ? 'test' : 'none' },
  }
}

/** The output layer has the units that loss and data ask for, and gives them as they are. */
function withOutputs(draft: Tree): Tree {
  return withOutputLayer(draft, { activation: { name: 'identity' } })
}

/** The output layer has the units that loss and data ask for. */
function withUnits(draft: Tree): Tree {
  return withOutputLayer(draft, {})
}

function withOutputLayer(draft: Tree, changes: Tree): Tree {
  const shape = shapeOf(draft)
  const loss = lossSchema.safeParse(draft['loss'])
  const layers = getField(draft, 'network.layers')
  if (!shape || !Array.isArray(layers) || !isTree(draft['network'])) return draft
  const output: unknown = layers.at(-1)
  if (!isTree(output)) return draft
  const units = loss.success ? outputUnits(loss.data, shape) : shape.outputs
  return { ...draft, network: { ...draft['network'], layers: layers.with(-1, { ...output, ...changes, units }) } }
}
