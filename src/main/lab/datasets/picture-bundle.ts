/** Pictures that were sent end to end in one file, and what there is of them in another: thousands of files would take as many transfers. */
import { statSync } from 'node:fs'
import { open, readFile, type FileHandle } from 'node:fs/promises'
import { mostIndexBytes, pictureIndex, type PictureIndex } from '../../../api/datasets'
import { LabError } from '../../../api/failure'
import { firstProblem } from '../../../engine/config/validate'
import type { PictureFolder } from './picture-folder'
import { readAt } from './read-at'

export interface PictureBundle {
  /** The file of the index, a `PictureIndex` as JSON. */
  index: string
  /** The file of the pictures. */
  pictures: string
}

/** Its pictures are read until it is closed. Throws a LabError `data` where the two files do not fit one another. */
export async function openPictureBundle({ index, pictures }: PictureBundle): Promise<{ found: PictureFolder; close(): Promise<void> }> {
  const classes = await readIndex(index)
  const { size } = statSync(pictures)
  const bytes = classes.reduce((sum, one) => one.pictures.reduce((ofClass, picture) => ofClass + picture.bytes, sum), 0)
  if (bytes !== size) throw new LabError('data', `The pictures have ${size} bytes, but their index counts ${bytes}: import the folder again`)
  const file = await open(pictures, 'r')
  return { found: { classes: classesOf(classes, file), bytes }, close: () => file.close() }
}

async function readIndex(path: string): Promise<PictureIndex> {
  const { size } = statSync(path)
  if (size > mostIndexBytes) throw new LabError('data', `The index of the pictures has ${size} bytes; at most ${mostIndexBytes} are read`)
  const parsed = pictureIndex.safeParse(parseJson(await readFile(path, 'utf8')))
  if (!parsed.success) throw new LabError('data', `The index of the pictures is wrong: ${firstProblem(parsed.error).message}`)
  return parsed.data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new LabError('data', 'The index of the pictures is no JSON: import the folder again')
  }
}

/** By the letters of their names, as those of a folder of this computer are, so that the same pictures become the same data set. */
function classesOf(index: PictureIndex, file: FileHandle): PictureFolder['classes'] {
  let end = 0
  const classes = index.map(({ name, pictures }) => {
    const placed = pictures.map((picture) => ({ ...picture, start: (end += picture.bytes) - picture.bytes }))
    return {
      name,
      pictures: placed.sort(byName).map((picture) => ({ file: `${name}/${picture.name}`, read: () => readAt(file, picture, `${name}/${picture.name}`) })),
    }
  })
  return classes.sort(byName)
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}
