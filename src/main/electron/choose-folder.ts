/** Asks the user for a folder, as the system asks. */
import type { BrowserWindow, Dialog } from 'electron'

/** Null where none was chosen. */
export async function chooseFolder(dialog: Pick<Dialog, 'showOpenDialog'>, window: BrowserWindow): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: 'Save the figures in a folder',
    buttonLabel: 'Save here',
    properties: ['openDirectory', 'createDirectory'],
  })
  return canceled ? null : (filePaths[0] ?? null)
}
