/** The lab's window with all that a desktop has around it: menu, files, taskbar, notices, and the way out. */
import { app, type BrowserWindow, clipboard, dialog, Menu, nativeTheme, Notification, powerMonitor, screen } from 'electron'
import { join } from 'node:path'
import { createClient } from '../../api/client'
import type { WindowRequest } from '../../api/window-request'
import type { Lab } from '../lab/options'
import type { Program } from '../program'
import { askLeaving } from './ask-leaving'
import { Background } from './background'
import { chooseFiles } from './choose-files'
import { askWindow } from './ipc'
import { Leaving } from './leaving'
import { menuTemplate } from './menu'
import { noticeOf } from './notice'
import type { OpenedFiles } from './opened-files'
import { placeWindow } from './placement'
import { RecentFiles } from './recent-files'
import { showOnTaskbar } from './taskbar'
import { texts } from './texts'
import { TrainingWatch, type EndedExperiment } from './training-watch'
import { Revivals } from './watch-mistakes'
import { openWindow } from './window'
import { keepWindowState, readWindowState } from './window-state'

export interface DesktopOptions {
  lab: Lab
  page: string
  program: Program
  /** Folder of the shell's own small files. */
  folder: string
  opened: OpenedFiles
}

export interface Desktop {
  window: BrowserWindow
  /** To the front, from wherever it is. */
  show(): void
  /** Ends the program without a question. */
  leaveNow(): void
}

export function openDesktop({ lab, page, program, folder, opened }: DesktopOptions): Desktop {
  const stateFile = join(folder, 'window-state.json')
  const state = readWindowState(stateFile)
  const window = openWindow(page, {
    preload: program.preload,
    dark: nativeTheme.shouldUseDarkColors,
    bounds: placeWindow(state, displays()),
    maximised: state?.maximised ?? false,
    icon: program.icon,
  })
  keepWindowState(window, stateFile)
  reviveWindow(window)

  const background = new Background({ window, platform: process.platform, icon: program.trayIcon, quit: () => app.quit() })
  const ask = (request: WindowRequest) => {
    background.show()
    askWindow(window, request)
  }
  const watch = watchTraining(lab, window, (experiment) => ask({ ask: 'experiment', experiment }))
  const leaving = new Leaving({
    open: () => watch.open,
    ask: (trials) => askLeaving(dialog, trials),
    hide: () => background.hide(),
    stop: (trials) => stopTrials(lab, trials),
    complain: (reason) => dialog.showErrorBox(texts.leaving.notStopped, reason),
    quit: () => app.quit(),
  })
  holdWhileTraining(window, leaving)
  installMenu({ lab, window, ask, opened, folder })
  return { window, show: () => background.show(), leaveNow: () => leaving.leaveNow() }
}

/** The main one first. */
function displays() {
  const main = screen.getPrimaryDisplay()
  return [main, ...screen.getAllDisplays().filter(({ id }) => id !== main.id)]
}

/** A window whose process is gone is loaded again: the lab behind it goes on all the while. */
function reviveWindow(window: BrowserWindow): void {
  const revivals = new Revivals()
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return
    if (revivals.allows(performance.now())) window.webContents.reload()
    else dialog.showErrorBox(texts.broken.title, texts.broken.window)
  })
}

function watchTraining(lab: Lab, window: BrowserWindow, open: (experiment: number) => void): TrainingWatch {
  // Held until they are gone: one that nobody holds is collected, and its click with it.
  const shown = new Set<Notification>()
  const notify = (ended: EndedExperiment) => {
    const text = noticeOf(ended, !window.isDestroyed() && window.isFocused())
    if (text === null || !Notification.isSupported()) return
    const notice = new Notification(text)
    notice.on('click', () => open(ended.experiment))
    notice.on('close', () => shown.delete(notice))
    shown.add(notice)
    notice.show()
  }
  const update = showOnTaskbar(window, () => watch.fraction)
  const watch = new TrainingWatch({ now: () => performance.now(), onChange: update, onEnd: notify })
  lab.subscribe((message) => watch.hear(message))
  return watch
}

/** Both ways out are held: closing the window, and ending the program while the window is hidden. */
function holdWhileTraining(window: BrowserWindow, leaving: Leaving): void {
  const hold = (event: { preventDefault(): void }) => {
    if (!leaving.mayLeave()) event.preventDefault()
  }
  window.on('close', hold)
  app.on('before-quit', hold)
  // A computer that shuts down waits for nobody, and would name the lab as what keeps it.
  powerMonitor.on('shutdown', () => leaving.leaveNow())
  window.on('query-session-end', () => leaving.leaveNow())
}

/** Runs in one call, at most. */
const mostRuns = 10_000

async function stopTrials(lab: Lab, trials: readonly number[]): Promise<string | null> {
  for (let from = 0; from < trials.length; from += mostRuns) {
    const answer = await lab.invoke('runs.stop', { runs: trials.slice(from, from + mostRuns) })
    // One that is refused had ended by then.
    if (!answer.ok && answer.code !== 'conflict') return answer.message
  }
  return null
}

interface MenuParts extends Pick<DesktopOptions, 'lab' | 'opened' | 'folder'> {
  window: BrowserWindow
  ask(request: WindowRequest): void
}

function installMenu({ lab, window, ask, opened, folder }: MenuParts): void {
  const client = createClient({ kind: 'electron', invoke: (op, input) => lab.invoke(op, input), subscribe: (listener) => lab.subscribe(listener) })
  const install = () => {
    const template = menuTemplate(
      { platform: process.platform, develop: !app.isPackaged, recent: recent.paths },
      {
        ask,
        chooseFile: () => void chooseFiles(dialog, window).then((paths) => opened.add(paths)),
        openRecent: (path) => opened.add([path]),
        clearRecent: () => recent.clear(),
        copyDiagnostics: () =>
          void client.call('app.diagnostics').then(({ text }) => {
            clipboard.writeText(text)
            ask({ ask: 'tellCopied' })
          }),
      },
    )
    Menu.setApplicationMenu(Menu.buildFromTemplate(template))
  }
  const recent = new RecentFiles(join(folder, 'recent-files.json'), app, install)
  install()
  // The page asks for these by itself when it begins.
  for (const path of opened.waiting) recent.add(path)
  opened.whenAdded((paths) => {
    for (const path of paths) recent.add(path)
    ask({ ask: 'openFiles' })
  })
}
