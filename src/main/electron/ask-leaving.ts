/** The question to whoever closes the lab while it trains. */
import type { Dialog, MessageBoxOptions } from 'electron'
import { leavingChoices, type LeavingChoice } from './leaving'
import { texts } from './texts'

export function leavingQuestion(trials: number): MessageBoxOptions {
  return {
    type: 'question',
    title: texts.leaving.title,
    message: texts.leaving.message(trials),
    detail: texts.leaving.detail,
    buttons: leavingChoices.map((choice) => texts.leaving[choice]),
    // Enter loses nothing, and Escape changes nothing.
    defaultId: leavingChoices.indexOf('background'),
    cancelId: leavingChoices.indexOf('stay'),
    noLink: true,
  }
}

/** Closing the dialog keeps the lab open. */
export async function askLeaving(dialog: Pick<Dialog, 'showMessageBox'>, trials: number): Promise<LeavingChoice> {
  const { response } = await dialog.showMessageBox(leavingQuestion(trials))
  return leavingChoices[response] ?? 'stay'
}
