import { expect, it, vi } from 'vitest'

// The module `electron` exists only within Electron; what is asked here makes no window.
vi.mock('electron', () => ({ BrowserWindow: vi.fn() }))
const { windowOptions } = await import('../../../../src/main/electron/window')

it('the window is isolated from Node and from every other page, whatever Electron does by default', () => {
  const bounds = { x: 10, y: 20, width: 1280, height: 800 }
  const options = windowOptions({ preload: '/lab/preload.cjs', dark: true, bounds, icon: '/lab/icon.png' })
  expect(options).toMatchObject({ ...bounds, minWidth: 800, minHeight: 600, show: false, backgroundColor: '#0D1113' })
  expect(options.webPreferences).toEqual({
    preload: '/lab/preload.cjs',
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    spellcheck: false,
  })
})
