/** The module `electron` as a main process sees it. */
import { app } from './app.mjs'
import { BrowserWindow } from './browser-window.mjs'
import { clipboard, dialog, Menu, nativeTheme, Notification, powerMonitor, screen, shell, Tray } from './desktop.mjs'
import { ipcMain } from './ipc-main.mjs'
import { loud } from './loud.mjs'
import { protocol } from './protocol.mjs'
import { session } from './session.mjs'
import { utilityProcess } from './utility-process.mjs'

export { app, BrowserWindow, clipboard, dialog, ipcMain, Menu, nativeTheme, Notification, powerMonitor, protocol, screen, session, shell, Tray, utilityProcess }
export default loud('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
})
