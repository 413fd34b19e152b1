/** The pictures of a folder that has a folder for each class. */
import { readdirSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mostPictureBytes } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { systemCode } from '../../../api/system-code'
import type { PictureClass } from '../../../interop/tables/pictures'

/** Classes and pictures by the letters of their names, whatever the order of the disk. */
export interface PictureFolder {
  classes: PictureClass[]
  /** Of all pictures together. */
  bytes: number
}

/** Hidden files and folders are no part of it. Throws a LabError `data` that names what cannot be read. */
export function listPictures(place: string): PictureFolder {
  let bytes = 0
  const classes = list(place).flatMap((entry) => {
    if (!entry.isDirectory() || entry.name.startsWith('.')) return []
    const pictures = list(join(place, entry.name)).flatMap((file) => {
      if (!file.isFile() || !isPicture(file.name)) return []
      const path = join(place, entry.name, file.name)
      bytes += sizeOf(path)
      return [{ file: `${entry.name}/${file.name}`, read: () => readPicture(path) }]
    })
    return [{ name: entry.name, pictures }]
  })
  return { classes, bytes }
}

function isPicture(name: string): boolean {
  return /^[^.].*\.png$/i.test(name)
}

function list(place: string) {
  try {
    return readdirSync(place, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))
  } catch (error) {
    throw unreadable(place, error)
  }
}

function sizeOf(path: string): number {
  try {
    const { size } = statSync(path)
    if (size > mostPictureBytes) throw new LabError('data', `${path} has ${size} bytes; a picture has at most ${mostPictureBytes}`)
    return size
  } catch (error) {
    if (error instanceof LabError) throw error
    throw unreadable(path, error)
  }
}

async function readPicture(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    throw unreadable(path, error)
  }
}

function unreadable(path: string, error: unknown): LabError {
  return new LabError('data', `${path} cannot be read (${systemCode(error)})`)
}
