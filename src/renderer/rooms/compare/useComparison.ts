/** What is compared and how: runs from the address, their epochs, and the choices above the charts. */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRoute, useRouter } from 'vue-router'
import { hasMeasure, type Measure, type Part } from '../../../charts/from-records'
import { groupSeries } from '../../../charts/groups'
import { createHover } from '../../../charts/hover'
import type { CurveSeries } from '../../../charts/series'
import { QUARTILES_FROM } from '../../../engine/statistics/curves'
import type { EpochRecord } from '../../../engine/training/records'
import { useEpochs } from '../../composables/useEpochs'
import { useRuns } from '../../composables/useRuns'
import { groupRuns } from '../runs/grouping'
import { compareGroups, parseIds, type ComparedGroup } from './comparison'

export function useComparison() {
  const { t } = useI18n()
  const route = useRoute()
  const router = useRouter()
  const { rows, loaded } = useRuns()

  const ids = computed(() => parseIds(route.query['runs']))
  const chosen = computed(() => ids.value.flatMap((id) => rows.value.get(id) ?? []))
  const { series: epochs, loading, failure } = useEpochs(() => chosen.value.map((row) => row.id))

  const wantedGrouping = ref<boolean | null>(null)
  const wantedPart = ref<Part | null>(null)
  const logY = ref(false)
  const showTrials = ref(false)
  const clip = ref(false)
  const hidden = shallowRef<ReadonlySet<string>>(new Set())
  const isolated = ref<string | null>(null)

  /** By setting where one has trials enough for a band, unless something else was chosen: two runs are laid over each other as two curves. */
  const grouped = computed<boolean>({
    get: () => wantedGrouping.value ?? groupRuns(chosen.value).some(({ runs }) => runs.length >= QUARTILES_FROM),
    set: (next) => (wantedGrouping.value = next),
  })
  const groups = computed(() =>
    compareGroups(chosen.value, grouped.value, {
      seed: (name, seed) => t('compare.withSeed', { name, seed }),
      numbered: (name, id) => t('compare.numbered', { name, id }),
    }),
  )
  const drawn = computed(() => groups.value.filter(({ key }) => (isolated.value === null ? !hidden.value.has(key) : isolated.value === key)))

  const epochsOf = (group: ComparedGroup): readonly (readonly EpochRecord[])[] => group.runs.map((run) => epochs.value.get(run.id) ?? [])
  const has = (part: Part, measure: Measure) => chosen.value.some((row) => hasMeasure(epochs.value.get(row.id) ?? [], part, measure))

  /** Validation where every run has it, unless something else was chosen. */
  const part = computed<Part>({
    get: () => {
      if (wantedPart.value !== null) return wantedPart.value
      const all = chosen.value.length > 0 && chosen.value.every((row) => hasMeasure(epochs.value.get(row.id) ?? [], 'validation', 'loss'))
      return all ? 'validation' : 'train'
    },
    set: (next) => (wantedPart.value = next),
  })
  const measures = computed<Measure[]>(() => (has('train', 'accuracy') || has('validation', 'accuracy') ? ['loss', 'accuracy'] : ['loss']))

  function seriesOf(measure: Measure): CurveSeries[] {
    return drawn.value.flatMap((group) =>
      groupSeries({ label: group.label, slot: group.colour, trials: epochsOf(group), part: part.value, measure, showTrials: showTrials.value }),
    )
  }
  const curves = computed(() => new Map(measures.value.map((measure) => [measure, seriesOf(measure)])))

  const hover = createHover()
  const hoverEpoch = ref<number | null>(null)
  onScopeDispose(hover.subscribe((value) => (hoverEpoch.value = value)))

  const baseline = ref<string | null>(null)
  const baselineKey = computed(() => groups.value.find((group) => group.key === baseline.value)?.key ?? groups.value[0]?.key ?? null)
  watch(groups, (now) => {
    if (isolated.value !== null && !now.some((group) => group.key === isolated.value)) isolated.value = null
  })

  function setRuns(next: readonly number[]): void {
    void router.replace({ path: '/compare', query: next.length > 0 ? { runs: next.join(',') } : {} })
  }
  function remove(group: ComparedGroup): void {
    const gone = new Set(group.runs.map((run) => run.id))
    setRuns(ids.value.filter((id) => !gone.has(id)))
  }
  function toggle(key: string): void {
    const next = new Set(hidden.value)
    if (!next.delete(key)) next.add(key)
    hidden.value = next
    isolated.value = null
  }

  return {
    ids,
    chosen,
    loaded,
    loading,
    failure,
    grouped,
    part,
    logY,
    showTrials,
    clip,
    hidden,
    isolated,
    groups,
    drawn,
    epochsOf,
    measures,
    curves,
    hover,
    hoverEpoch,
    baselineKey,
    setBaseline: (key: string) => (baseline.value = key),
    setRuns,
    remove,
    toggle,
  }
}

export type Comparison = ReturnType<typeof useComparison>
