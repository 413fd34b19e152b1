import { expect, test } from 'vitest'
import { ParameterCopy } from '../../../src/trainer/parameter-copy'

test('keeps the values of an epoch while training changes them, and gives them once', () => {
  const copy = new ParameterCopy()
  expect(copy.release()).toBeNull()
  const parameter = { name: 'layers.0.bias', shape: [2], data: Float32Array.of(1, 2) }
  copy.take(4, [parameter])
  parameter.data.fill(9)
  expect(copy.release()).toEqual({ epoch: 4, tensors: [{ ...parameter, data: Float32Array.of(1, 2) }] })
  expect(copy.release()).toBeNull()
  copy.take(5, [parameter])
  expect(copy.release()).toEqual({ epoch: 5, tensors: [{ ...parameter, data: Float32Array.of(9, 9) }] })
})
