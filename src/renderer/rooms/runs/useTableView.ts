/** How the table stands: what is looked for, in which groups, order and columns. It is remembered, and kept under names as saved views. */
import { ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { LabError } from '../../../api/failure'
import { runTableView, settingGroups, type RunTableView } from '../../../api/run-view'
import type { SavedView } from '../../../api/views'
import { useNotices } from '../../composables/useNotices'
import { useLab } from '../../lab'
import { usualColumns } from './columns'
import { plainLine } from './plainText'

/** Changes that follow one another are stored together, after this many milliseconds. */
const storeAfter = 400

export function usualView(): RunTableView {
  return { view: 'all', search: '', tag: null, filter: '', group: settingGroups, sort: null, columns: [...usualColumns] }
}

export function useTableView(search: string | null) {
  const lab = useLab()
  const { attempt, fail } = useNotices()
  const { t } = useI18n()
  const state = ref<RunTableView>({ ...usualView(), search: search ?? '' })
  const views = shallowRef<readonly SavedView[]>([])
  /** The saved view that was opened last. */
  const opened = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load(): Promise<void> {
    const [settings, saved] = await Promise.all([lab.call('settings.get'), lab.call('views.list', { kind: 'runs' })])
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
  /** What a later version saved, and this one does not understand, stays closed. */
  function open(view: SavedView): void {
    const parsed = runTableView.safeParse(view.state)
    if (!parsed.success) {
      fail(new LabError('data', t('runs.views.unreadable', { name: plainLine(view.name) })))
      return
    }
    state.value = parsed.data
    opened.value = view.name
  }
  async function refresh(): Promise<void> {
    views.value = await lab.call('views.list', { kind: 'runs' })
  }
  /** In place of a view that has the name. */
  async function save(name: string, view: RunTableView = plain()): Promise<void> {
    await attempt(async () => {
      const saved = await lab.call('views.save', { kind: 'runs', name, state: view })
      await refresh()
      opened.value = saved.name
    })
  }
  async function rename(view: SavedView, name: string): Promise<void> {
    if (name === view.name) return
    await attempt(async () => {
      await lab.call('views.save', { kind: 'runs', name, state: view.state })
      await lab.call('views.delete', { kind: 'runs', name: view.name })
      await refresh()
      if (opened.value === view.name) opened.value = name
    })
  }
  /** Whether it is gone. */
  async function remove({ name }: SavedView): Promise<boolean> {
    const answer = await attempt(() => lab.call('views.delete', { kind: 'runs', name }))
    if (!answer) return false
    if (opened.value === name) opened.value = null
    await attempt(refresh)
    return true
  }
  /** Brings back a view that was deleted. */
  async function restore({ name, state: before }: SavedView): Promise<void> {
    await attempt(async () => {
      await lab.call('views.save', { kind: 'runs', name, state: before })
      await refresh()
    })
  }
  return { state, views, opened, open, save, rename, remove, restore }
}
