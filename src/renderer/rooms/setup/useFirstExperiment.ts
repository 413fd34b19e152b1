/** The experiment that an imported table begins with, in the place of what is being set up. */
import { namedSetOfRow, type DatasetRow } from '../../../api/datasets'
import { tableExperiment } from '../../../engine/config/table-experiment'
import { useDraft } from './useDraft'

export function useFirstExperiment() {
  const { draft, origin, changes, load, restore } = useDraft()

  /** Returns what takes it back, null where nothing of the user's was replaced. */
  function begin(row: DatasetRow): (() => Promise<void>) | null {
    const before = { origin: origin.value, draft: draft.value, edited: changes.value.length > 0 }
    load(`table-${row.digest}`, tableExperiment(namedSetOfRow(row)))
    return before.edited ? () => Promise.resolve(restore(before.origin, before.draft)) : null
  }
  return { begin }
}
