/** The built Electron shell on true Electron, wherever its binary is installed. */
import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron } from 'playwright'
import type { Result } from '../../src/api/failure'
import { invokeChannel, type ShellDriver } from './shell-driver'

/** Path of Electron's binary, or null. It is only looked for: requiring the package would start a download. */
export function electronBinary(): string | null {
  const folder = resolve('node_modules/electron')
  const pathFile = join(folder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const binary = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(folder, 'dist'), readFileSync(pathFile, 'utf8').trim())
  return existsSync(binary) ? binary : null
}

/** Opens the lab's window on true Electron. */
export async function openElectron(executablePath: string, folder: string): Promise<ShellDriver> {
  const shell = await _electron.launch({ executablePath, args: [resolve('.'), '--data-dir', folder, '--no-samples'] })
  const page = await shell.firstWindow()
  const version = await shell.evaluate(() => process.versions['electron'])
  const ended = new Promise<number | null>((resolve) => shell.process().once('exit', resolve))
  return {
    name: `true Electron ${version}`,
    page,
    webPreferences: () =>
      shell.evaluate(({ BrowserWindow }) => {
        const [window] = BrowserWindow.getAllWindows()
        // Electron has no public way to read a window's preferences back.
        const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
        return contents.getLastWebPreferences()
      }),
    windows: () => shell.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length),
    async invokeAsForeignPage(op, input) {
      const call = { op, input, channel: invokeChannel, preload: resolve('out/preload/index.cjs') }
      return shell.evaluate(async ({ BrowserWindow }, { op, input, preload }): Promise<Result<unknown>> => {
        const foreign = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
        await foreign.loadURL('data:text/html,<p>foreign</p>')
        const result = (await foreign.webContents.executeJavaScript(`lab.invoke(${JSON.stringify(op)}, ${JSON.stringify(input)})`)) as Result<unknown>
        foreign.destroy()
        return result
      }, call)
    },
    async permission(name) {
      const state = await page.evaluate(async (asked) => (await navigator.permissions.query({ name: asked as PermissionName })).state, name)
      const answer = await page.evaluate(() => Notification.requestPermission())
      return { request: answer === 'granted', check: state === 'granted' }
    },
    mayRequest: (url) =>
      page.evaluate(
        (address) =>
          fetch(address, { mode: 'no-cors' }).then(
            () => true,
            () => false,
          ),
        url,
      ),
    mayDownload: (url) =>
      shell.evaluate(
        ({ BrowserWindow, session }, address) =>
          new Promise<boolean>((resolve) => {
            session.defaultSession.once('will-download', (event, item) => {
              resolve(!event.defaultPrevented)
              item.cancel()
            })
            BrowserWindow.getAllWindows()[0]?.webContents.downloadURL(address)
          }),
        url,
      ),
    clickMenu: (...labels) =>
      shell.evaluate(({ Menu }, path) => {
        let items = Menu.getApplicationMenu()?.items ?? []
        for (const [i, label] of path.entries()) {
          const item = items.find((candidate) => candidate.label === label)
          if (item === undefined) throw new Error(`The menu has no "${label}": ${items.map((candidate) => candidate.label).join(', ')}`)
          if (i === path.length - 1) item.click()
          items = item.submenu?.items ?? []
        }
      }, labels),
    async quit() {
      await shell.evaluate(({ app }) => app.quit())
      return ended
    },
    dispose: () => shell.close(),
  }
}
