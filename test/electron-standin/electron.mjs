/** The module `electron` as a main process sees it. */
import { app } from './app.mjs'
import { BrowserWindow } from './browser-window.mjs'
import { dialog, Menu, nativeTheme } from './desktop.mjs'
import { ipcMain } from './ipc-main.mjs'
import { loud } from './loud.mjs'
import { protocol } from './protocol.mjs'
import { session } from './session.mjs'
import { utilityProcess } from './utility-process.mjs'

export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, session, utilityProcess }
export default loud('electron', { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, session, utilityProcess })
