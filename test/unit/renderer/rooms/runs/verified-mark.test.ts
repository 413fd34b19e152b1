import { expect, test } from 'vitest'
import type { VerificationResult } from '../../../../../src/api/verification'
import { verifiedMark } from '../../../../../src/renderer/rooms/runs/verifiedMark'

const result = (status: 'same' | 'different', at: string): { verified: VerificationResult } => ({
  verified: { status, epochs: 3, difference: null, changes: [], message: null, engineVersion: '1', kernels: 'fast', at },
})
const [never, old, late, other] = [{ verified: null }, result('same', '2026-01-01'), result('same', '2026-02-01'), result('different', '2026-01-15')]

test('the latest of equal results is told, with how many runs it holds for', () => {
  expect(verifiedMark([never, never])).toBeNull()
  expect(verifiedMark([never, old, late])).toEqual({ count: 2, result: late.verified })
})

test('a difference is told before a later equality', () => {
  expect(verifiedMark([old, other, late])).toEqual({ count: 3, result: other.verified })
})
