/** A trial that begins with given weights has them in row 0, whichever learner trains it. */
import { expect, test } from 'vitest'
import { createSession } from '../../../../src/engine/training/session'
import type { NamedTensor } from '../../../../src/engine/models/tensors'
import { loadParameters } from '../../../../src/engine/models/load-parameters'
import { fastKernels } from '../../../../src/trainer/kernels'
import { loadTrialData } from '../../../../src/trainer/trial-data'
import { digestParameters } from '../../../../src/trainer/digests'
import type { TrialConfig } from '../../../../src/engine/config/experiment'
import { xorConfig } from '../../trainer/fixtures'

function open(config: TrialConfig, seed: number, initial?: NamedTensor[]) {
  const { data } = loadTrialData(config, seed, null)
  return createSession({ config, seed, data, now: () => 0, digest: digestParameters, ...(fastKernels && { fast: fastKernels }), ...(initial && { initial }) })
}
/** Copies: what a session gives are views. */
const copied = (tensors: NamedTensor[]) => tensors.map((tensor) => ({ ...tensor, data: tensor.data.slice() }))
const rowZero = (session: ReturnType<typeof open>) => {
  const advance = session.advance(() => false)
  return advance.kind === 'epoch' ? advance.record.weightDigest : advance.kind
}

// Batches of 4 by blocks, and full batches by whole epochs, which are different learners.
test.each([
  ['reference', 4],
  ['fast', 4],
  ['fast', 'full'],
] as const)('%s, batch %s', (kernels, batchSize) => {
  const config: TrialConfig = { ...xorConfig(), kernels, batchSize }
  const first = open(config, 1)
  while (first.advance(() => false).kind === 'epoch');
  const weights = copied(first.parameters())
  expect(rowZero(open(config, 2, weights))).toBe(digestParameters(weights))
  expect(rowZero(open(config, 2))).not.toBe(digestParameters(weights))
})

test('weights of another network are refused by the name of the tensor', () => {
  const tensor = (name: string, shape: number[]): NamedTensor => ({ name, shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) })
  expect(() => loadParameters([tensor('a', [2, 1])], [tensor('a', [1, 2])])).toThrow('a has the shape 2 x 1, in the initial weights 1 x 2')
  expect(() => loadParameters([tensor('a', [1])], [])).toThrow('the initial weights have no a')
  expect(() => loadParameters([], [tensor('b', [1])])).toThrow('the network has no b')
})
