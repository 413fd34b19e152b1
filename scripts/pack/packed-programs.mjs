/** The programs that electron-builder has packed, as a user would start them. */
import { globSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Those that run on this system and processor: the unpacked folders, the AppImage and the portable program. An installer is not run.
 * @param {string} dist electron-builder's folder
 * @param {{ platform: string, arch: string }} system
 * @returns {string[]} paths
 */
export function packedPrograms(dist, { platform, arch }) {
  const find = (pattern) => globSync(pattern, { cwd: dist }).map((file) => join(dist, file))
  switch (platform) {
    case 'linux':
      return [...find('linux-unpacked/backprop-lab'), ...find('*.AppImage')]
    case 'darwin':
      return find(`${arch === 'arm64' ? 'mac-arm64' : 'mac'}/Backprop Lab.app/Contents/MacOS/Backprop Lab`)
    case 'win32':
      return [...find('win-unpacked/Backprop Lab.exe'), ...find('*-portable.exe')]
    default:
      return []
  }
}
