import { createApp, effectScope, type EffectScope } from 'vue'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { MiniCurve } from '../../../../../src/api/mini-curve'
import { labKey } from '../../../../../src/renderer/lab'
import { curvePath } from '../../../../../src/renderer/rooms/runs/curvePath'
import { useMiniCurves } from '../../../../../src/renderer/rooms/runs/useMiniCurves'
import { fakeLab, runRow, score } from '../../fake-lab'

test('curves share their axes: the lowest value lies at the bottom, the last planned epoch at the right', () => {
  const falling = { points: [[0, 4], [10, 2]] } satisfies Pick<MiniCurve, 'points'> // prettier-ignore
  const halfway = { points: [[0, 3], [5, 0]] } satisfies Pick<MiniCurve, 'points'> // prettier-ignore
  // Width 100 and height 18 with 1.5 at each edge: 97 and 15 within. Value 2 of 0 to 4 is halfway: 1.5 + 7.5.
  expect(curvePath([falling, halfway], 10)).toBe('M1.5 1.5L98.5 9.0M1.5 5.3L50.0 16.5')
})

test('a level curve runs in the middle; one without points is left out', () => {
  expect(curvePath([{ points: [[0, 1], [1, 1]] }, { points: [] }], 1)).toBe('M1.5 9.0L98.5 9.0') // prettier-ignore
})

let scope: EffectScope
beforeEach(() => {
  vi.useFakeTimers()
  scope = effectScope()
})
afterEach(() => {
  scope.stop()
  vi.useRealTimers()
})

test('what comes into sight is fetched together, once; what goes on is fetched anew after a while', async () => {
  const asked: number[][] = []
  const lab = fakeLab({
    'runs.miniCurves': (input) => {
      const { runs } = input as { runs: number[] }
      asked.push(runs)
      return runs.map((run): MiniCurve => ({ run, shows: { part: 'train', measure: 'loss' }, epochsDone: asked.length > 1 ? 11 : 10, points: [[0, 1]] }))
    },
  })
  const app = createApp({}).provide(labKey, lab.client)
  const { curves, show } = scope.run(() => app.runWithContext(useMiniCurves))!
  const [one, two, waiting] = [runRow({ id: 1, best: score(1, 1) }), runRow({ id: 2, best: score(1, 1) }), runRow({ id: 3, epochsDone: 0 })]
  show([one])
  show([one, two, waiting])
  await vi.advanceTimersByTimeAsync(100)
  expect(asked).toEqual([[1, 2]])
  expect([...curves.value.keys()]).toEqual([1, 2])
  show([two, one])
  await vi.advanceTimersByTimeAsync(2000)
  expect(asked).toHaveLength(1)
  show([{ ...one, epochsDone: 11 }, two])
  await vi.advanceTimersByTimeAsync(500)
  expect(asked).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(600)
  expect(asked).toEqual([[1, 2], [1]])
})
