/** How the table stands: what is looked for, in which groups, order and columns. It is remembered, and kept under names as saved views. */
import { ref, shallowRef, watch } from 'vue'
import type { RunTableView, SavedView } from '../../../api/run-view'
import { settingGroups } from '../../../api/run-view'
import { useNotices } from '../../composables/useNotices'
import { useLab } from '../../lab'
import { usualColumns } from './columns'

/** Changes that follow one another are stored together, after this many milliseconds. */
const storeAfter = 400

export function usualView(): RunTableView {
  return { view: 'all', search: '', tag: null, filter: '', group: settingGroups, sort: null, columns: [...usualColumns] }
}

export function useTableView(search: string | null) {
  const lab = useLab()
  const { attempt } = useNotices()
  const state = ref<RunTableView>({ ...usualView(), search: search ?? '' })
  const views = shallowRef<readonly SavedView[]>([])
  /** The saved view that was opened last. */
  const opened = ref<number | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const [settings, saved] = await Promise.all([lab.call('settings.get'), lab.call('views.list', {})])
    views.value = saved
    // What is looked for is not remembered: a table that is empty after a start because of an old search is no help.
    if (settings.runTable) {
      const { group, sort, columns } = settings.runTable
      Object.assign(state.value, { group, sort, columns })
    }
    watch(
      () => ({ group: state.value.group, sort: state.value.sort, columns: state.value.columns }),
      () => {
        clearTimeout(timer)
        timer = setTimeout(() => void lab.call('settings.set', { runTable: plain() }).catch(() => undefined), storeAfter)
      },
      { deep: true },
    )
  }
  void attempt(load)

  /** Without Vue's wrapping, which does not cross to the lab. */
  function plain(): RunTableView {
    return JSON.parse(JSON.stringify(state.value)) as RunTableView
  }
  function open(view: SavedView): void {
    state.value = JSON.parse(JSON.stringify(view.config.view)) as RunTableView
    opened.value = view.id
  }
  async function save(name: string): Promise<void> {
    const saved = await attempt(() => lab.call('views.save', { name, config: { room: 'runs', view: plain() } }))
    if (!saved) return
    views.value = saved
    opened.value = saved.find((view) => view.name === name.trim())?.id ?? null
  }
  async function rename(view: number, name: string): Promise<void> {
    const saved = await attempt(() => lab.call('views.rename', { view, name }))
    if (saved) views.value = saved
  }
  async function remove(view: SavedView): Promise<boolean> {
    const saved = await attempt(() => lab.call('views.delete', { view: view.id }))
    if (!saved) return false
    views.value = saved
    if (opened.value === view.id) opened.value = null
    return true
  }
  /** Brings back a view that was deleted. */
  async function restore({ name, config }: SavedView): Promise<void> {
    const saved = await attempt(() => lab.call('views.save', { name, config }))
    if (saved) views.value = saved
  }
  return { state, views, opened, open, save, rename, remove, restore }
}
