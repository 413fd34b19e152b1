/** Where the data lives: the system's folder for this user's data, unless another is asked for. */
import { mkdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, posix, resolve, win32 } from 'node:path'
import { LabError } from '../src/api/failure'
import { systemCode } from '../src/api/system-code'

export const databaseName = 'lab.sqlite'

export interface Surroundings {
  platform: NodeJS.Platform
  env: Readonly<Record<string, string | undefined>>
  home: string
}

/** The system's folder, by the conventions of its platform. */
export function systemDataFolder({ platform, env, home }: Surroundings): string {
  switch (platform) {
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Backprop Lab')
    case 'win32':
      return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Backprop Lab')
    default: {
      // The XDG specification: a relative path is invalid and is ignored.
      const base = env['XDG_DATA_HOME']
      return posix.join(base !== undefined && posix.isAbsolute(base) ? base : posix.join(home, '.local', 'share'), 'backprop-lab')
    }
  }
}

/** The folder to use: the one asked for with `--data-dir`, or the system's. */
export function chooseDataFolder(asked?: string): string {
  return asked === undefined ? systemDataFolder({ platform: process.platform, env: process.env, home: homedir() }) : resolve(asked)
}

/** Creates the folder where it is missing, readable by this user alone. */
export function createDataFolder(folder: string): void {
  try {
    makeFolder(folder)
  } catch (error) {
    const reason = systemCode(error)
    throw new LabError('data', `The data folder ${folder} cannot be created (${reason}): take another one with --data-dir`)
  }
}

/** Step by step: Node's recursive mkdir never returns where the system answers "no such file" below a folder that exists, as in /proc. */
function makeFolder(folder: string): void {
  if (isFolder(folder)) return
  const parent = dirname(folder)
  if (parent !== folder) makeFolder(parent)
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    // Another process may have been faster.
    if (!isFolder(folder)) throw error
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
