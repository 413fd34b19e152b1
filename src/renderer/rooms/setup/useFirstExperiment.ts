/** The experiment that an imported table begins with, in the place of what is being set up. */
import { storedSetOfRow, type DatasetRow } from '../../../api/datasets'
import { tableExperiment } from '../../../engine/config/table-experiment'
import { useDraft } from './useDraft'

export function useFirstExperiment() {
  const { draft, origin, changes, load, restore } = useDraft()

  /** Returns what takes it back, null where nothing of the user's was replaced. */
  function begin(row: DatasetRow): (() => Promise<void>) | null {
    const before = { origin: origin.value, draft: draft.value, edited: changes.value.length > 0 }
    const { target } = row.content
    const rarestClass = target.task === 'classification' ? Math.min(...target.classes.map(({ count }) => count)) : null
    load(`table-${row.digest}`, tableExperiment({ name: row.name, set: storedSetOfRow(row), rarestClass }))
    return before.edited ? () => Promise.resolve(restore(before.origin, before.draft)) : null
  }
  return { begin }
}
