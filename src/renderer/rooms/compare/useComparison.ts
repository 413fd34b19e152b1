/** The comparison of the address: its state, the runs and epochs it names, and what is derived from all of them. */
import { watchDebounced } from '@vueuse/core'
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { onBeforeRouteLeave, useRoute, useRouter } from 'vue-router'
import {
  chosenMeasures,
  chosenPart,
  curveChoices,
  deriveCurves,
  missingMeasures,
  neededColumns,
  placeCurves,
  shownGroups,
  type ComparedData,
  type CurveChoices,
} from '../../../charts/compare/charts'
import { compareGroups, isGrouped, type ComparedGroup } from '../../../charts/compare/groups'
import type { CompareMeasure } from '../../../charts/compare/measures'
import { groupScores, rankScores } from '../../../charts/compare/scores'
import { fromAddress, toAddress, type ComparisonState } from '../../../charts/compare/state'
import { noCurves } from '../../../charts/compare/trial-curves'
import type { Part } from '../../../charts/measured'
import { createHover } from '../../../charts/hover'
import { keepEqual } from '../../composables/keepEqual'
import { useCurves } from '../../composables/useCurves'
import { useRuns } from '../../composables/useRuns'
import { comparedFields } from './comparedFields'

/** Changes of the state that come close together, as turning a wheel makes them, are written to the address once, in milliseconds. */
const addressDelay = 150

export function useComparison() {
  const { t } = useI18n()
  const { rows, loaded } = useRuns()
  const state = useAddressState()
  const set = (patch: Partial<ComparisonState>) => (state.value = { ...state.value, ...patch })

  // A computed value that comes out the same wakes nobody: a zoom must not derive anew what it does not touch.
  const ids = computed(() => state.value.runs)
  const chosen = computed(() => ids.value.flatMap((id) => rows.value.get(id) ?? []))
  const grouped = computed(() => isGrouped(state.value.grouping, chosen.value))
  const groups = computed(() =>
    compareGroups(chosen.value, grouped.value, {
      seed: (name, seed) => t('compare.withSeed', { name, seed }),
      numbered: (name, id) => t('compare.numbered', { name, id }),
    }),
  )
  const {
    curves: recorded,
    loading,
    failures,
  } = useCurves(
    () => chosen.value,
    () => neededColumns(state.value, groups.value),
    () => !grouped.value,
  )
  const data = computed<ComparedData>(() => {
    const curvesOf = recorded.value
    return { groups: groups.value, curvesOf: (run) => curvesOf.get(run) ?? noCurves }
  })
  const drawn = computed(() => shownGroups(groups.value, state.value))
  const part = computed(() => chosenPart(state.value.part, groups.value))
  const measures = computed<CompareMeasure[]>((before) => keepEqual(before, chosenMeasures(state.value.measures, groups.value)))
  const choices = computed<CurveChoices>((before) => keepEqual(before, curveChoices(state.value)))
  const curves = computed(() => deriveCurves(choices.value, data.value))
  const charts = computed(() => placeCurves(state.value, curves.value))
  const missing = computed(() => missingMeasures(choices.value, data.value))
  const drawable = computed(() => charts.value.some(({ series }) => series.length > 0))
  const fields = computed(() => comparedFields(groups.value.map((group) => group.runs[0]!.config)))

  const baselineKey = computed(() => groups.value.find((group) => group.key === state.value.baseline)?.key ?? groups.value[0]?.key ?? null)
  const scorePart = computed<Part>(() => (part.value === 'both' ? 'validation' : part.value))
  const scoreKind = computed(() => state.value.score)
  const scoresOf = (measure: CompareMeasure) =>
    groupScores(groups.value, {
      measure,
      part: scorePart.value,
      kind: scoreKind.value,
      curvesOf: data.value.curvesOf,
      baseline: baselineKey.value,
    })
  const scores = computed(() => new Map(measures.value.map((measure) => [measure, scoresOf(measure)])))
  const scoreMeasure = computed<CompareMeasure>(() => {
    const wanted = state.value.scoreMeasure
    if (wanted !== null && measures.value.includes(wanted)) return wanted
    return measures.value.includes('accuracy') ? 'accuracy' : (measures.value[0] ?? 'loss')
  })
  /** Of the measure that counts, best first. */
  const ranking = computed(() => rankScores(scores.value.get(scoreMeasure.value) ?? [], scoreMeasure.value))

  const hover = createHover()
  const hoverX = ref<number | null>(null)
  onScopeDispose(hover.subscribe((value) => (hoverX.value = value)))

  function remove(group: ComparedGroup): void {
    const gone = new Set(group.runs.map((run) => run.id))
    set({ runs: state.value.runs.filter((id) => !gone.has(id)) })
  }
  function toggle(key: string): void {
    const { hidden } = state.value
    set({ hidden: hidden.includes(key) ? hidden.filter((one) => one !== key) : [...hidden, key], isolated: null })
  }
  function isolate(key: string): void {
    set({ isolated: state.value.isolated === key ? null : key })
  }

  return {
    state,
    set,
    chosen,
    loaded,
    loading,
    failures,
    grouped,
    groups,
    drawn,
    data,
    part,
    scorePart,
    measures,
    charts,
    missing,
    drawable,
    fields,
    scores,
    scoreMeasure,
    ranking,
    baselineKey,
    hover,
    hoverX,
    remove,
    toggle,
    isolate,
  }
}

export type Comparison = ReturnType<typeof useComparison>

/** The state that the address holds, and an address that follows the state. */
function useAddressState() {
  const route = useRoute()
  const router = useRouter()
  const read = () => fromAddress({ runs: route.query['runs'], view: route.query['view'] })
  const state = shallowRef(read())
  const addressOf = () => {
    const { runs, view } = toAddress(state.value)
    return { ...(runs === '' ? {} : { runs }), ...(view === '' ? {} : { view }) }
  }
  // An address that is written while another room is on its way would call the reader back.
  let leaving = false
  onBeforeRouteLeave(() => {
    leaving = true
  })
  watchDebounced(
    state,
    () => {
      if (!leaving) void router.replace({ path: '/compare', query: addressOf() })
    },
    { debounce: addressDelay },
  )
  watch(
    () => [route.path, route.query['runs'], route.query['view']],
    ([path]) => {
      const next = read()
      // What this window has written itself comes back as it was.
      if (path === '/compare' && JSON.stringify(next) !== JSON.stringify(state.value)) state.value = next
    },
  )
  return state
}
