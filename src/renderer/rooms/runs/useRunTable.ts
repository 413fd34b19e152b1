/** What the table shows and what is chosen in it: found groups, which of them are open, chosen runs. */
import { computed, shallowRef, watch } from 'vue'
import { isFinal, type RunRow } from '../../../api/records'
import { runViews, type RunView } from '../../../api/run-view'
import { useRuns } from '../../composables/useRuns'
import { gridTemplate, leastWidth } from './columns'
import { tableRows, type TableRow } from './tableRows'
import { useRunSearch } from './useRunSearch'
import { useTableView } from './useTableView'
import { useTrash } from './useTrash'

const belongs: Record<RunView, (row: RunRow) => boolean> = {
  all: (row) => !row.archived,
  pinned: (row) => row.pinned && !row.archived,
  active: (row) => !isFinal(row.status),
  archive: (row) => row.archived,
  trash: () => true,
}
const viewsOfStored = runViews.filter((view) => view !== 'trash')
const settingOf = ({ experiment, configDigest }: RunRow) => `${experiment} ${configDigest}`

export function useRunTable(initialSearch: string | null) {
  const { rows: stored, list, changes, loaded: allStored, failure: storeFailure } = useRuns()
  const trash = useTrash()
  const views = useTableView(initialSearch)
  const { state } = views
  const { found, answered, problem, failure, ask } = useRunSearch(
    () => {
      const { view, search, tag, filter, group, sort } = state.value
      return { view, search, tag, filter, group, sort: sort && { ...sort } }
    },
    () => [changes.value, trash.rows.value],
  )
  const open = shallowRef<ReadonlySet<string>>(new Set())
  const chosen = shallowRef<ReadonlySet<number>>(new Set())
  const trashed = computed(() => new Map(trash.rows.value.map((row) => [row.id, row])))
  const rowOf = (run: number) => (state.value.view === 'trash' ? trashed : stored).value.get(run)
  const rows = computed<TableRow[]>(() => tableRows(found.value.groups, open.value))

  /** Settings in each view, for the list of views. */
  const counts = computed(() => {
    const settings = new Map(runViews.map((view) => [view, new Set<string>()]))
    const take = (row: RunRow, views: readonly RunView[]) => {
      const setting = settingOf(row)
      for (const view of views) if (belongs[view](row)) settings.get(view)?.add(setting)
    }
    for (const row of list.value) take(row, viewsOfStored)
    for (const row of trash.rows.value) take(row, ['trash'])
    return new Map([...settings].map(([view, found]) => [view, found.size]))
  })
  const tags = computed(() => {
    const inView = new Set<string>()
    for (const row of state.value.view === 'trash' ? trash.rows.value : list.value) {
      if (row.tags.length > 0 && belongs[state.value.view](row)) row.tags.forEach((tag) => inView.add(tag))
    }
    return [...inView].sort((a, b) => a.localeCompare(b)).slice(0, 200)
  })
  const chosenRuns = computed(() => [...chosen.value].flatMap((run) => rowOf(run) ?? []))
  /** Chosen runs that are still on their way: nothing is done with some of what was chosen as if it were all. */
  const awaited = computed(() => (allStored.value || state.value.view === 'trash' ? 0 : chosen.value.size - chosenRuns.value.length))

  watch(
    () => state.value.view,
    () => {
      chosen.value = new Set()
      state.value.tag = null
    },
  )
  // What is no longer found is no longer chosen.
  watch(found, ({ groups }) => {
    if (chosen.value.size === 0) return
    const there = new Set(groups.flatMap(({ runs }) => runs))
    const kept = [...chosen.value].filter((run) => there.has(run))
    if (kept.length < chosen.value.size) chosen.value = new Set(kept)
  })

  function runsOf(row: Pick<TableRow, 'runs'>): RunRow[] {
    return row.runs.flatMap((run) => rowOf(run) ?? [])
  }
  function isChosen(row: Pick<TableRow, 'runs'>): boolean | 'indeterminate' {
    const count = row.runs.filter((run) => chosen.value.has(run)).length
    return count === row.runs.length ? true : count === 0 ? false : 'indeterminate'
  }
  function choose(rowsToChange: readonly Pick<TableRow, 'runs'>[], on: boolean): void {
    const next = new Set(chosen.value)
    for (const run of rowsToChange.flatMap((row) => row.runs)) {
      if (on) next.add(run)
      else next.delete(run)
    }
    chosen.value = next
  }
  function chooseNone(): void {
    chosen.value = new Set()
  }
  function setOpen(key: string, on: boolean): void {
    const next = new Set(open.value)
    if (on) next.add(key)
    else next.delete(key)
    open.value = next
  }
  /** Turns the order by a column round: first the largest or the newest or A, then the other way, then none. */
  function sortBy(column: string): void {
    const now = state.value.sort?.column === column ? state.value.sort : null
    const first = !['name', 'status', 'notes'].includes(column)
    if (now === null) state.value.sort = { column, descending: first }
    else state.value.sort = now.descending === first ? { column, descending: !first } : null
  }

  return {
    views,
    state,
    rows,
    found,
    counts,
    tags,
    chosenRuns,
    awaited,
    loaded: answered,
    problem,
    failure: computed(() => failure.value ?? storeFailure.value ?? (state.value.view === 'trash' ? trash.failure.value : null)),
    template: computed(() => gridTemplate(state.value.columns)),
    leastWidth: computed(() => leastWidth(state.value.columns)),
    runsOf,
    isChosen,
    choose,
    chooseNone,
    setOpen,
    sortBy,
    ask,
  }
}

export type RunTableState = ReturnType<typeof useRunTable>
