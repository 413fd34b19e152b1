/** What follows from a change: a choice that other fields depend on takes them along, and nothing else moves. */
import { dataSchema, dataShape, type DataShape, filesOf } from '../../../engine/config/data'
import { completeField, describeField } from '../../../engine/config/describe'
import { lossMisfit, lossSchema, outputUnits } from '../../../engine/config/loss'
import { setField } from '../../../engine/config/paths'
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
  const next = withVariant(draft, path)
  if (path === 'data.source') return withOutputLayer(withData(next), { activation: { name: 'identity' } })
  return path.startsWith('data.') || path === 'loss.name' ? withOutputLayer(next, {}) : next
}

/** The draft on other data: loss, batch size and output layer follow. */
export function withOtherData(draft: Tree, data: Tree): Tree {
  return withOutputLayer(withData({ ...draft, data }), { activation: { name: 'identity' } })
}

/** Where the field names a variant, such as the optimizer, the variant as it is by default: the fields of another are gone. */
function withVariant(draft: Tree, path: string): Tree {
  const end = path.lastIndexOf('.')
  const group = path.slice(0, Math.max(0, end))
  const kind = group === '' ? undefined : describeField(group, draft)?.kind
  if (kind?.type !== 'group' || kind.variants?.key !== path.slice(end + 1)) return draft
  const word = getField(draft, path)
  const completed = completeField(group, draft, word)
  // A variant without a default, such as a table that is yet to be chosen, has its word alone.
  const changed = setField(draft, group, isTree(completed) ? completed : { [kind.variants.key]: word })
  return changed.ok && isTree(changed.value) ? changed.value : draft
}

function withData(draft: Tree): Tree {
  const data = dataSchema.safeParse(draft['data'])
  if (!data.success) return draft
  const shape = dataShape(data.data)
  const batch = draft['batchSize']
  const images = filesOf(data.data) !== null
  return {
    ...draft,
    loss: isUsual(draft['loss'], shape) ? draft['loss'] : completeField('loss', draft, shape.task === 'regression' ? 'mse' : 'cross_entropy'),
    batchSize: images && batch === 'full' ? imageBatch : typeof batch === 'number' && batch > shape.samples ? 'full' : batch,
    shuffle: images || draft['shuffle'],
    validation: getField(draft, 'validation.kind') === 'holdout' ? draft['validation'] : { kind: shape.testSamples > 0 ? 'test' : 'none' },
  }
}

/** Whether the loss fits the data, and is one for classes where the data have classes. */
function isUsual(loss: unknown, { task, outputs }: DataShape): boolean {
  const parsed = lossSchema.safeParse(loss)
  if (!parsed.success || lossMisfit(parsed.data, { task, outputs, bare: true }) !== null) return false
  return task === 'regression' || lossMisfit(parsed.data, { task: 'regression', outputs, bare: true }) !== null
}

/** The output layer has the units that loss and data ask for. */
function withOutputLayer(draft: Tree, changes: Tree): Tree {
  const shape = shapeOf(draft)
  const loss = lossSchema.safeParse(draft['loss'])
  const layers = getField(draft, 'network.layers')
  if (!shape || !Array.isArray(layers) || !isTree(draft['network'])) return draft
  const output: unknown = layers.at(-1)
  if (!isTree(output)) return draft
  const units = loss.success ? outputUnits(loss.data, shape) : shape.outputs
  if (output['units'] === units && Object.keys(changes).length === 0) return draft
  return { ...draft, network: { ...draft['network'], layers: layers.with(-1, { ...output, ...changes, units }) } }
}
