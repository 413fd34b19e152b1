/** The Electron shell: one window on the lab, and the lab behind it. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { app, dialog, ipcMain, Menu, nativeTheme, protocol, session } from 'electron'
import { chooseDataFolder, createDataFolder } from '../../db/data-folder'
import { LabError } from '../api/failure'
import { readArguments, UsageError } from './arguments'
import { chooseFolder } from './electron/choose-folder'
import { forkTrainer } from './electron/fork'
import { hardenContents, hardenSession } from './electron/hardening'
import { connectWindow } from './electron/ipc'
import { menuTemplate } from './electron/menu'
import { labPage } from './electron/policy'
import { declareScheme, serveScheme } from './electron/protocol'
import { closeBeforeExit } from './electron/shutdown'
import { openWindow, showWindow } from './electron/window'
import { createLab } from './lab/lab'
import { locateProgram } from './program'

/** electron-vite serves the page while the lab is developed. */
const page = (app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']) ?? labPage

// Never `await app.whenReady()` at top level: Electron waits for this module before it gets ready.
try {
  const folder = prepare()
  if (app.requestSingleInstanceLock()) startWhenReady(folder).catch(fail)
  else app.quit()
} catch (error) {
  fail(error)
}

/** What must be settled before Electron is ready. Returns the data folder. */
function prepare(): string {
  declareScheme(protocol)
  app.enableSandbox()
  hardenContents(app, page)
  const folder = chooseDataFolder(readArguments(process.argv.slice(1), process.env, 'ignored').folder)
  createDataFolder(folder)
  // Chromium's own files lie below the data: with them goes the lock that keeps a second window from opening.
  const windowFolder = join(folder, 'window')
  mkdirSync(windowFolder, { recursive: true })
  app.setPath('userData', windowFolder)
  return folder
}

async function startWhenReady(folder: string): Promise<void> {
  await app.whenReady()
  start(folder)
}

function start(folder: string): void {
  const program = locateProgram()
  const lab = createLab({
    shell: 'electron',
    folder,
    program: 'Backprop Lab',
    version: program.version,
    forkTrainer: forkTrainer(program.trainer, trainerEnvironment()),
    storageThread: program.storageThread,
    nearestThread: program.nearestThread,
    importThread: program.importThread,
    chooseFolder: () => chooseFolder(dialog, window),
    versions: { electron: process.versions.electron ?? null, chrome: process.versions['chrome'] ?? null },
  })
  closeBeforeExit(app, () => lab.close())
  app.on('window-all-closed', () => app.quit())
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

  hardenSession(session.defaultSession, page)
  serveScheme(protocol, program.renderer)
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(process.platform, !app.isPackaged)))
  const window = openWindow(page, { preload: program.preload, dark: nativeTheme.shouldUseDarkColors })
  connectWindow(ipcMain, window, lab, page)
  app.on('second-instance', () => showWindow(window))
}

/** An installed lab brings its images of digits beside the archive, where they are plain files. */
function trainerEnvironment(): NodeJS.ProcessEnv {
  return app.isPackaged ? { LAB_MNIST_DIR: join(process.resourcesPath, 'mnist'), ...process.env } : process.env
}

/** A lab that cannot start says why, such as who else holds the database, instead of vanishing. */
function fail(error: unknown): void {
  if (!(error instanceof LabError || error instanceof UsageError)) console.error(error)
  dialog.showErrorBox('Backprop Lab cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}
