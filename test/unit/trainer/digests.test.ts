import { expect, test } from 'vitest'
import type { Dataset } from '../../../src/engine/data/dataset'
import { digestDataset, digestParameters, digestTrialData, sha256 } from '../../../src/trainer/digests'

const dataset: Dataset = {
  samples: 2,
  inputs: 1,
  features: { kind: 'real', values: Float64Array.of(0.5, -0.5) },
  targets: { kind: 'classes', labels: Uint8Array.of(0, 1), classes: 2 },
}

test('SHA-256 is the published one', () => {
  expect(sha256(new TextEncoder().encode('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('the digest of parameters is that of their bytes, one after the other, little-endian', () => {
  const weight = { name: 'layers.0.weight', shape: [1, 1], data: Float32Array.of(1) } // 0x3f800000
  const bias = { name: 'layers.0.bias', shape: [1], data: Float32Array.of(2) } // 0x40000000
  expect(digestParameters([weight, bias])).toBe(sha256(Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40)))
})

test('other features, labels or classes are other data', () => {
  const others: Dataset[] = [
    { ...dataset, features: { kind: 'real', values: Float64Array.of(0.5, -0.25) } },
    { ...dataset, targets: { kind: 'classes', labels: Uint8Array.of(1, 1), classes: 2 } },
    { ...dataset, targets: { kind: 'classes', labels: Uint8Array.of(0, 1), classes: 3 } },
  ]
  const digests = [dataset, ...others].map(digestDataset)
  expect(new Set(digests).size).toBe(4)
  expect(digestDataset(structuredClone(dataset))).toBe(digests[0])
})

test('validation data counts', () => {
  expect(digestTrialData('a', 'b')).not.toBe(digestTrialData('a', null))
})
