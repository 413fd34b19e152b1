/** The experiment that the room shows: the one in the address, else the one that was started last; its trials, and the chosen one. */
import { computed, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import type { RunRow } from '../../../api/records'
import { experimentName } from '../../composables/experimentName'
import { useRuns } from '../../composables/useRuns'
import { keepEqual } from '../../composables/keepEqual'
import { groupBySetting, type SettingGroup, type TrialName } from './settingGroups'

export function useExperiment() {
  const route = useRoute()
  const { list, rows: byId, loaded, failure } = useRuns()
  const choice = ref<number | null>(null)

  const named = computed(() => {
    const id = Number(route.params['experiment'])
    return Number.isInteger(id) && id > 0 ? id : null
  })
  const experiment = computed(() => named.value ?? list.value.reduce<number | null>((latest, row) => Math.max(latest ?? 0, row.experiment), null))
  /** In the order in which they were queued. */
  const rows = computed(() => list.value.filter((row) => row.experiment === experiment.value).sort((a, b) => a.id - b.id))
  const ids = computed(() => rows.value.map((row) => row.id))
  const groups = computed<readonly SettingGroup[]>((before) => keepEqual(before, groupBySetting(rows.value)))
  const name = computed(() => (rows.value[0] ? experimentName(rows.value[0]) : ''))
  const chosen = computed<RunRow | null>(() => {
    const picked = choice.value === null ? undefined : byId.value.get(choice.value)
    return picked?.experiment === experiment.value ? picked : (rows.value[0] ?? null)
  })
  const followed = computed<TrialName | null>((before) => keepEqual(before, chosen.value && { id: chosen.value.id, seed: chosen.value.seed }))
  function choose(run: number): void {
    choice.value = run
  }
  watch(experiment, () => (choice.value = null))

  return { named, experiment, rows, ids, groups, name, chosen, followed, choose, loaded, failure }
}
