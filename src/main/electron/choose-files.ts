/** Asks the user for files that the lab can open, as the system asks. */
import type { BrowserWindow, Dialog, FileFilter } from 'electron'
import { openedKindNames, openedKinds } from '../../api/opened-file'
import { texts } from './texts'

/** All kinds together, then each alone. */
export function fileFilters(): FileFilter[] {
  const each = openedKindNames.map((kind) => ({ name: texts.open.kind[kind], extensions: [...openedKinds[kind].endings] }))
  return [{ name: texts.open.all, extensions: each.flatMap(({ extensions }) => extensions) }, ...each]
}

/** Empty where none was chosen. */
export async function chooseFiles(dialog: Pick<Dialog, 'showOpenDialog'>, window: BrowserWindow): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: texts.open.title,
    filters: fileFilters(),
    properties: ['openFile', 'multiSelections'],
  })
  return canceled ? [] : filePaths
}
