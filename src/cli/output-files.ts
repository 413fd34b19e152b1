/** The files that an export writes, refused before anything is drawn where they cannot be written. */
import { accessSync, closeSync, constants, lstatSync, mkdirSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { LabError } from '../api/failure'
import { systemCode } from '../api/system-code'

/**
 * The path that `--out` names. A relative one stays below `from`, the folder that the command runs in: one that climbs out is a mistake or
 * comes from elsewhere, and is named in full where it is meant. Throws a LabError `invalid` for it.
 */
export function resolveOutput(out: string, from: string): string {
  if (out.includes('\0')) throw new LabError('invalid', 'The output path holds a zero character: name a file', '--out')
  const path = resolve(from, out)
  if (isAbsolute(out)) return path
  const inside = relative(from, path)
  if (inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside))
    throw new LabError('invalid', `The output path ${out} leads out of ${from}: name it in full, such as ${path}, if that is meant`, '--out')
  return path
}

/** Throws a LabError `data` where the file is there already, or its folder is missing or not writable. */
export function checkNewFile(path: string): void {
  if (isThere(path)) throw new LabError('data', `${path} exists: name another file with --out, or remove it first`)
  const folder = dirname(path)
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new LabError('data', `The folder ${folder} does not exist: make it first, or name another file with --out`)
  checkWritable(folder)
}

/** The same for several files in a folder, which is made where it is missing below one that is there. */
export function checkNewFolder(folder: string, names: readonly string[]): void {
  if (!isThere(folder)) {
    checkNewFile(folder)
    return
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new LabError('data', `${folder} is a file: several charts take a folder, name one with --out`)
  for (const name of names) if (isThere(join(folder, name))) throw new LabError('data', `${join(folder, name)} exists: name another folder with --out`)
  checkWritable(folder)
}

/** A link that leads nowhere is there too: writing would follow it. */
function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function checkWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new LabError('data', `The folder ${folder} cannot be written to: name another with --out`)
  }
}

/** Writes the file whole or not at all, and never over another: the system itself refuses to make a file that is there. */
export function writeNewFile(path: string, content: string | Uint8Array): void {
  let file: number | null = null
  try {
    mkdirSync(dirname(path), { recursive: true })
    file = openSync(path, 'wx')
    writeFileSync(file, content)
  } catch (error) {
    if (file !== null) rmSync(path, { force: true })
    throw new LabError('data', `${path} cannot be written (${systemCode(error)})`)
  } finally {
    if (file !== null) closeSync(file)
  }
}
