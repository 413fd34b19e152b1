/** What Setup shows of augmentation. */
import { describe, expect, test } from 'vitest'
import { findPreset } from '../../../../../src/engine/config/presets'
import type { AugmentationRanges } from '../../../../../src/engine/config/augmentation'
import { augmentedIn, augmentExamples } from '../../../../../src/renderer/rooms/setup/augmented'

const digits = findPreset('fig4')!.config
const none: AugmentationRanges = { shift: 0, rotation: 0, scale: 0, shear: 0, thickness: 0, elastic: 0 }

describe('the draft', () => {
  test('asks for pictures where images are augmented', () => {
    expect(augmentedIn({ ...digits, augmentation: { shift: 2 } })).toEqual({ source: 'mnist', ranges: { ...none, shift: 2 } })
    expect(augmentedIn({ ...digits, data: { source: 'fashion_mnist' }, augmentation: {} })?.source).toBe('fashion_mnist')
  })

  test('asks for none without augmentation, without images, or while a range is wrong', () => {
    expect(augmentedIn(digits)).toBeNull()
    expect(augmentedIn({ ...findPreset('fig3')!.config, augmentation: { shift: 2 } })).toBeNull()
    expect(augmentedIn({ ...digits, augmentation: { shift: -1 } })).toBeNull()
  })
})

/** Images whose first byte is their number. */
function numbered(labels: number[]) {
  const pixels = new Uint8Array(labels.length * 784)
  labels.forEach((_, sample) => (pixels[sample * 784] = 100 + sample))
  return { samples: labels.length, inputs: 784, pixels, labels: Uint8Array.from(labels) }
}

describe('the pictures', () => {
  test('begin with the originals, then come three epochs, which are the originals for ranges of 0', () => {
    const examples = numbered([1, 3]).pixels
    const all = augmentExamples(examples, none)
    expect(all).toHaveLength(4 * examples.length)
    for (let row = 0; row < 4; row++) expect(all.subarray(row * examples.length, (row + 1) * examples.length)).toEqual(examples)
  })

  test('differ from epoch to epoch, and are the same whenever they are made', () => {
    const examples = new Uint8Array(784)
    examples.fill(255, 10 * 28, 12 * 28)
    const ranges = { ...none, rotation: 30 }
    const rows = [0, 1, 2, 3].map((row) =>
      augmentExamples(examples, ranges)
        .slice(row * 784, (row + 1) * 784)
        .join(),
    )
    expect(new Set(rows).size).toBe(4)
    expect(augmentExamples(examples, ranges)).toEqual(augmentExamples(examples, ranges))
  })
})
