/** Where the program's own files lie, found from wherever the bundler put this code. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { releasePlaces, type ReleasePlaces } from './updates/places'

export interface Program {
  version: string
  /** Folder of package.json: the project, or the packed archive. */
  root: string
  /** Folder of the built window. */
  renderer: string
  preload: string
  /** Entry of the training process. */
  trainer: string
  /** Entry of the thread that works on whole databases. */
  storageThread: string
  /** Entry of the thread that searches the training images. */
  nearestThread: string
  /** Entry of the thread that imports a data set. */
  importThread: string
  /** Pictures for the window and for the tray, PNG. */
  icon: string
  trayIcon: string
  /** Where releases are looked for; null where the build names no repository. */
  releases: ReleasePlaces | null
}

/** Throws where no package.json lies above this file, or it has no version. */
export function locateProgram(from: string = import.meta.dirname): Program {
  const root = rootAbove(from)
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  if (typeof manifest !== 'object' || manifest === null || !('version' in manifest) || typeof manifest.version !== 'string') {
    throw new Error(`${join(root, 'package.json')} names no version`)
  }
  const out = join(root, 'out')
  return {
    version: manifest.version,
    root,
    renderer: join(out, 'renderer'),
    preload: join(out, 'preload', 'index.cjs'),
    trainer: join(out, 'main', 'trainer.js'),
    storageThread: join(out, 'main', 'storage-thread.js'),
    nearestThread: join(out, 'main', 'nearest-thread.js'),
    importThread: join(out, 'main', 'import-thread.js'),
    icon: join(root, 'resources', 'icon.png'),
    trayIcon: join(root, 'resources', 'tray.png'),
    releases: 'repository' in manifest ? releasePlaces(manifest.repository) : null,
  }
}

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('No package.json lies above the program')
  return rootAbove(parent)
}
