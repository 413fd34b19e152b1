/** What the table shows and what is chosen in it: view, search, tag, groups that are open, chosen runs. */
import { computed, ref, shallowRef, watch } from 'vue'
import { isFinal, type RunRow } from '../../../api/records'
import { useRuns } from '../../composables/useRuns'
import { groupRuns, matches, singleRuns, tableRows, type TableRow } from './grouping'
import { useTrash } from './useTrash'

export const views = ['all', 'pinned', 'active', 'archive', 'trash'] as const
export type RunView = (typeof views)[number]

const belongs: Record<RunView, (row: RunRow) => boolean> = {
  all: (row) => !row.archived,
  pinned: (row) => row.pinned && !row.archived,
  active: (row) => !isFinal(row.status),
  archive: (row) => row.archived,
  trash: () => true,
}

export function useRunTable(initialSearch: string) {
  const { list, loaded, failure } = useRuns()
  const trash = useTrash()
  const view = ref<RunView>('all')
  const search = ref(initialSearch)
  const tag = ref<string | null>(null)
  const grouped = ref(true)
  const open = shallowRef<ReadonlySet<string>>(new Set())
  const chosen = shallowRef<ReadonlySet<number>>(new Set())

  const source = (of: RunView) => (of === 'trash' ? trash.rows.value : list.value.filter(belongs[of]))
  const inView = computed(() => source(view.value))
  const found = computed(() => inView.value.filter((row) => (tag.value === null || row.tags.includes(tag.value)) && matches(row, search.value)))
  const groups = computed(() => (grouped.value ? groupRuns(found.value) : singleRuns(found.value)))
  const rows = computed<TableRow[]>(() => tableRows(groups.value, open.value))

  /** Groups of each view, for the list of views. */
  const counts = computed(() => new Map(views.map((one) => [one, groupRuns(source(one)).length])))
  const tags = computed(() => [...new Set(inView.value.flatMap((row) => row.tags))].sort((a, b) => a.localeCompare(b)))
  const chosenRuns = computed(() => found.value.filter((row) => chosen.value.has(row.id)))
  /** Archived runs that the search would find, for the empty state. */
  const foundInArchive = computed(() => (view.value === 'archive' ? 0 : source('archive').filter((row) => matches(row, search.value)).length))

  watch(view, () => {
    chosen.value = new Set()
    tag.value = null
  })

  function runsOf(row: TableRow): readonly RunRow[] {
    return row.kind === 'group' ? row.group.runs : [row.run]
  }
  function isChosen(row: TableRow): boolean | 'indeterminate' {
    const runs = runsOf(row)
    const count = runs.filter((run) => chosen.value.has(run.id)).length
    return count === runs.length ? true : count === 0 ? false : 'indeterminate'
  }
  function choose(rowsToChange: readonly TableRow[], on: boolean): void {
    const next = new Set(chosen.value)
    for (const run of rowsToChange.flatMap(runsOf)) {
      if (on) next.add(run.id)
      else next.delete(run.id)
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

  return {
    view,
    search,
    tag,
    grouped,
    rows,
    groups,
    inView,
    counts,
    tags,
    chosenRuns,
    foundInArchive,
    loaded,
    failure: computed(() => failure.value ?? (view.value === 'trash' ? trash.failure.value : null)),
    runsOf,
    isChosen,
    choose,
    chooseNone,
    setOpen,
  }
}

export type RunTableState = ReturnType<typeof useRunTable>
