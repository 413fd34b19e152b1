/** The pictures of a folder that has a folder for each class, as a window gets them: dropped on it, or chosen in a dialog. */
import type { PictureIndex, PictureSize } from '../../api/datasets'

export interface PictureFiles {
  /** What the folder is called. */
  folder: string
  classes: { name: string; pictures: File[] }[]
}

/** A file with its path, which begins with the folder that was chosen. */
export interface PlacedFile {
  path: string
  file: File
}

/** A class for each folder within the folder; what is hidden, lies deeper or is no PNG is none of it. */
export function picturesOf(files: readonly PlacedFile[]): PictureFiles {
  const classes = new Map<string, File[]>()
  for (const { path, file } of files) {
    const [, folder, name, ...deeper] = path.split('/')
    if (folder === undefined || name === undefined || deeper.length > 0 || folder.startsWith('.')) continue
    const ofClass = classes.get(folder) ?? []
    classes.set(folder, ofClass)
    if (/^[^.].*\.png$/i.test(name)) ofClass.push(file)
  }
  return { folder: files[0]?.path.split('/')[0] ?? '', classes: [...classes].map(([name, pictures]) => ({ name, pictures })) }
}

/** All pictures end to end, and what there is of them: two files in the place of thousands. */
export function bundleOf({ folder, classes }: PictureFiles): { index: File; pictures: File } {
  const index: PictureIndex = classes.map(({ name, pictures }) => ({ name, pictures: pictures.map((file) => ({ name: file.name, bytes: file.size })) }))
  return {
    index: new File([JSON.stringify(index)], folder),
    pictures: new File(
      classes.flatMap(({ pictures }) => pictures),
      folder,
    ),
  }
}

/** The files in the folders of a folder that was dropped. */
export async function droppedFiles(folder: FileSystemDirectoryEntry): Promise<PlacedFile[]> {
  const files: PlacedFile[] = []
  for (const ofClass of await entriesOf(folder)) {
    if (!isFolder(ofClass)) continue
    for (const entry of await entriesOf(ofClass))
      if (isFile(entry))
        files.push({ path: `${folder.name}/${ofClass.name}/${entry.name}`, file: await new Promise<File>((resolve, reject) => entry.file(resolve, reject)) })
  }
  return files
}

export function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

/** A folder hands its entries out in parts, and an empty part at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader()
  const all: FileSystemEntry[] = []
  for (;;) {
    const part = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (part.length === 0) return all
    all.push(...part)
  }
}

/** Pixels of the longer side at most, unless the user chooses otherwise. */
const longest = 32

/** The size to begin with: that of the picture, or its shape smaller where it is large for a network. */
export function usualSize({ rows, columns }: PictureSize): PictureSize {
  const scale = Math.min(1, longest / Math.max(rows, columns))
  return { rows: Math.max(1, Math.round(rows * scale)), columns: Math.max(1, Math.round(columns * scale)) }
}
