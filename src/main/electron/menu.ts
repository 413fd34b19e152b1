/** The menu: standard commands by their roles, which bring their keys with them. On macOS copy and paste need it. */
import type { MenuItemConstructorOptions } from 'electron'

/** @param develop adds reloading and the developer tools */
export function menuTemplate(platform: NodeJS.Platform, develop: boolean): MenuItemConstructorOptions[] {
  const tools: MenuItemConstructorOptions[] = develop ? [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }] : []
  const view: MenuItemConstructorOptions = {
    label: 'View',
    submenu: [...tools, { role: 'resetZoom' }, { role: 'zoomIn' }, { role: 'zoomOut' }, { type: 'separator' }, { role: 'togglefullscreen' }],
  }
  return [platform === 'darwin' ? { role: 'appMenu' } : { role: 'fileMenu' }, { role: 'editMenu' }, view, { role: 'windowMenu' }]
}
