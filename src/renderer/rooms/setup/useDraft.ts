/** The experiment that is being set up: kept while other rooms are visited, validated with every change. */
import { createGlobalState } from '@vueuse/core'
import { computed, shallowRef } from 'vue'
import { type ExperimentConfig } from '../../../engine/config/experiment'
import { setField } from '../../../engine/config/paths'
import { expandSettings } from '../../../engine/config/trials'
import { type Problem, validateExperiment } from '../../../engine/config/validate'
import { ripple, shapeOf, withOtherData } from './ripple'
import { starters, type Starter } from './starters'
import { getField, isTree, listChanges, type Tree } from './tree'

export function createDraft(starter: Starter = starters[0]!) {
  /** What the draft began as: changes are told against it. */
  const origin = shallowRef<Pick<Starter, 'id' | 'config'>>(starter)
  const draft = shallowRef<Tree>(starter.config)

  const validated = computed(() => validateExperiment(draft.value))
  /** The grid of the sweep; only where the experiment itself is valid. */
  const settings = computed(() => (validated.value.ok ? expandSettings(validated.value.value) : null))
  const problems = computed<Problem[]>(() => {
    if (!validated.value.ok) return validated.value.problems
    if (settings.value?.ok !== false) return []
    // A setting that does not fit is the sweep's fault, whatever field of the setting it names.
    return settings.value.problems.map(({ field, message }) => ({ field: field.startsWith('sweep') ? field : 'sweep', message }))
  })
  const config = computed<ExperimentConfig | null>(() => (validated.value.ok && problems.value.length === 0 ? validated.value.value : null))
  const changes = computed(() => listChanges(origin.value.config, draft.value))
  const swept = computed(() => {
    const axes = draft.value['sweep']
    return new Set(Array.isArray(axes) ? axes.map((axis) => String(getField(axis, 'field'))) : [])
  })

  function load(id: string, loaded: ExperimentConfig): void {
    origin.value = { id, config: loaded }
    draft.value = loaded
  }
  /** Takes back a load. */
  function restore(before: Pick<Starter, 'id' | 'config'>, tree: Tree): void {
    origin.value = before
    draft.value = tree
  }
  function set(path: string, value: unknown): void {
    const next = setField(draft.value, path, value)
    if (next.ok && isTree(next.value)) draft.value = ripple(next.value, path)
  }
  /** Other data as a whole; what depends on them follows. */
  function setData(data: Tree): void {
    draft.value = withOtherData(draft.value, data)
  }
  function get(path: string): unknown {
    return getField(draft.value, path)
  }
  /** Whether a sweep sets the field, so that its own value does not count. */
  function isSwept(path: string): boolean {
    return [...swept.value].some((field) => path === field || path.startsWith(`${field}.`))
  }

  return { origin, draft, config, settings, problems, changes, shape: computed(() => shapeOf(draft.value)), load, restore, set, setData, get, isSwept }
}

export type DraftStore = ReturnType<typeof createDraft>
export const useDraft = createGlobalState(() => createDraft())
