/** The layers of the draft as rows of a table, and what can be done with them. One layer is selected, in table and diagram alike. */
import { createGlobalState } from '@vueuse/core'
import { computed, ref } from 'vue'
import { limits } from '../../../engine/config/limits'
import { batchNormSchema, layerParameters, layerSchema } from '../../../engine/config/network'
import { keepEqual } from '../../composables/keepEqual'
import { getField, isTree } from './tree'
import { useDraft } from './useDraft'

export interface LayerRow {
  /** Null while what is typed is no whole number. */
  units: number | null
  /** The word of its activation. */
  activation: string
  batchNorm: boolean
  /** Share of its outputs that are left out in training. */
  dropout: number
  /** Learned numbers; null while a number before it is missing. */
  parameters: number | null
  output: boolean
  /** The function that the loss applies to its outputs. */
  inLoss: 'softmax' | 'sigmoid' | null
}

/** Losses that take the output layer's sums as they are. */
const functionsInLoss: Readonly<Record<string, LayerRow['inLoss']>> = { cross_entropy: 'softmax', bce_with_logits: 'sigmoid' }

/** What a new layer has, unless there is a hidden layer to copy. */
const newLayer = { units: 32, activation: 'relu' }

export const useLayers = createGlobalState(() => {
  const { get, set, shape } = useDraft()
  const selection = ref(0)

  const raw = computed(() => {
    const layers = get('network.layers')
    return Array.isArray(layers) ? layers.filter(isTree) : []
  })
  const counted = computed<LayerRow[]>(() => {
    const units = raw.value.map((layer) =>
      typeof layer['units'] === 'number' && Number.isInteger(layer['units']) && layer['units'] > 0 ? layer['units'] : null,
    )
    return raw.value.map((layer, i) => {
      const before = i === 0 ? (shape.value?.inputs ?? null) : (units[i - 1] ?? null)
      const own = units[i] ?? null
      const activation = String(getField(layer, 'activation.name'))
      const batchNorm = batchNormSchema.safeParse(layer['batchNorm']).data ?? null
      const output = i === raw.value.length - 1
      return {
        units: own,
        activation,
        batchNorm: batchNorm !== null,
        dropout: typeof layer['dropout'] === 'number' ? layer['dropout'] : 0,
        parameters: before === null || own === null ? null : (layerParameters(before, [{ units: own, bias: layer['bias'] === true, batchNorm }])[0] ?? null),
        output,
        inLoss: output && activation === 'identity' ? (functionsInLoss[String(get('loss.name'))] ?? null) : null,
      }
    })
  })
  const rows = computed((before: readonly LayerRow[] | undefined) =>
    keepEqual(
      before,
      counted.value.map((row, i) => keepEqual(before?.[i], row)),
    ),
  )
  const selected = computed(() => Math.min(selection.value, rows.value.length - 1))

  function select(layer: number): void {
    selection.value = layer
  }
  /** Adds a hidden layer behind the selected one, or before the output. */
  function add(): void {
    const at = Math.min(selected.value + 1, rows.value.length - 1)
    const model = raw.value[at - 1]
    const layer = layerSchema.parse(newLayer)
    set('network.layers', raw.value.toSpliced(at, 0, model && at > 0 ? { ...model } : layer))
    selection.value = at
  }
  function remove(layer: number): void {
    set('network.layers', raw.value.toSpliced(layer, 1))
    if (selection.value >= layer && selection.value > 0) selection.value--
  }
  const full = computed(() => rows.value.length >= limits.layers)
  return { rows, selected, full, select, add, remove }
})
