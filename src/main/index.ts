/** The Electron shell: one window on the lab, and the lab behind it. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app, dialog, ipcMain, protocol, session, shell } from 'electron'
import { chooseDataFolder, createDataFolder } from '../../db/data-folder'
import { LabError } from '../api/failure'
import { readArguments, UsageError } from './arguments'
import { chooseFolder } from './electron/choose-folder'
import { openDesktop } from './electron/desktop'
import { fileArguments, secondStart } from './electron/file-arguments'
import { forkTrainer } from './electron/fork'
import { hardenContents, hardenSession } from './electron/hardening'
import { connectWindow } from './electron/ipc'
import { OpenedFiles } from './electron/opened-files'
import { labPage } from './electron/policy'
import { declareScheme, serveScheme } from './electron/protocol'
import { closeBeforeExit } from './electron/shutdown'
import { texts } from './electron/texts'
import { watchMistakes } from './electron/watch-mistakes'
import { createLab } from './lab/lab'
import type { Lab } from './lab/options'
import { mistakeFile } from './mistakes/log'
import { locateProgram, type Program } from './program'
import { selfTest, selfTestFile, writeReport } from './self-test'
import { releasesAt } from './updates/releases'

/** electron-vite serves the page while the lab is developed. */
const page = (app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL']) ?? labPage
const words = process.argv.slice(1)
const opened = new OpenedFiles()
/** Null until it is open. */
let lab: Lab | null = null

// Never `await app.whenReady()` at top level: Electron waits for this module before it gets ready.
try {
  const reportFile = selfTestFile(words)
  const program = locateProgram()
  const folder = prepare(program, reportFile !== null)
  const files = fileArguments(words, process.cwd())
  if (app.requestSingleInstanceLock({ files })) {
    opened.add(files)
    startWhenReady(program, folder, reportFile).catch(fail)
  } else app.quit()
} catch (error) {
  fail(error)
}

/** What must be settled before Electron is ready. Returns the data folder. */
function prepare({ releases }: Program, testing: boolean): string {
  declareScheme(protocol)
  app.enableSandbox()
  hardenContents(app, page, { address: releases?.page ?? null, open: (address) => void shell.openExternal(address).catch(console.error) })
  // As the installer names the program, so that Windows knows whose notices they are.
  if (process.platform === 'win32') app.setAppUserModelId('org.backprop-lab.app')
  // macOS may give a file before there is a window.
  app.on('open-file', (event, path) => {
    event.preventDefault()
    opened.add(fileArguments([path], process.cwd()))
  })
  // An installed lab brings its images of digits beside the archive; threads and the training process inherit where.
  if (app.isPackaged) process.env['LAB_MNIST_DIR'] ??= join(process.resourcesPath, 'mnist')
  const asked = readArguments(words, process.env, 'ignored').folder
  const folder = testing && asked === undefined ? temporaryFolder() : chooseDataFolder(asked)
  createDataFolder(folder)
  watchMistakes(process, app, { folder, now: () => new Date(), end: () => endBroken(folder) })
  // Chromium's own files lie below the data: with them goes the lock that keeps a second window from opening.
  const windowFolder = join(folder, 'window')
  mkdirSync(windowFolder, { recursive: true })
  app.setPath('userData', windowFolder)
  return folder
}

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-self-test-'))
  process.once('exit', () => {
    try {
      rmSync(folder, { recursive: true, force: true })
    } catch {
      // Windows keeps files that another process still has open: they lie in the system's temporary folder.
    }
  })
  return folder
}

async function startWhenReady(program: Program, folder: string, reportFile: string | null): Promise<void> {
  await app.whenReady()
  const called = start(program, folder)
  if (reportFile !== null) await testSelf(reportFile, called)
}

/** Returns what settles when the page has called the lab. */
function start(program: Program, folder: string): Promise<unknown> {
  const running = createLab({
    shell: 'electron',
    folder,
    program: 'Backprop Lab',
    version: program.version,
    forkTrainer: forkTrainer(program.trainer),
    storageThread: program.storageThread,
    nearestThread: program.nearestThread,
    importThread: program.importThread,
    samples: readArguments(words, process.env, 'ignored').samples,
    chooseFolder: () => chooseFolder(dialog, desktop.window),
    takeOpened: () => opened.take(),
    versions: { electron: process.versions.electron ?? null, chrome: process.versions['chrome'] ?? null },
    ...releasesAt(program.releases),
  })
  lab = running
  closeBeforeExit(app, () => running.close())
  app.on('window-all-closed', () => app.quit())

  hardenSession(session.defaultSession, page)
  serveScheme(protocol, program.renderer)
  const desktop = openDesktop({ lab: running, page, program, folder: join(folder, 'window'), opened })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => desktop.leaveNow())
  app.on('activate', () => desktop.show())
  app.on('second-instance', (_event, _words, _from, given) => {
    desktop.show()
    const parsed = secondStart.safeParse(given)
    if (parsed.success) opened.add(fileArguments(parsed.data.files, '/'))
  })
  return connectWindow(ipcMain, desktop.window, running, page)
}

async function testSelf(file: string, called: Promise<unknown>): Promise<void> {
  if (lab === null) return
  const report = await selfTest({ lab, called })
  writeReport(file, report)
  await lab.close()
  app.exit(report.ok ? 0 : 1)
}

/** A lab that cannot start says why, such as who else holds the database, instead of vanishing. */
function fail(error: unknown): void {
  if (!(error instanceof LabError || error instanceof UsageError)) console.error(error)
  dialog.showErrorBox('Backprop Lab cannot start', error instanceof Error ? error.message : String(error))
  app.exit(1)
}

/** After a mistake in this very process: training is ended in order, and the user is told. */
function endBroken(folder: string): void {
  const exit = () => app.exit(1)
  const closing = lab?.close() ?? Promise.resolve()
  closing.then(exit, exit)
  // Nothing goes on before it is read, the exit included.
  dialog.showErrorBox(texts.broken.title, texts.broken.content(mistakeFile(folder)))
}
