import { expect, test } from 'vitest'
import { baseTrial } from '../../../../../src/engine/config/trials'
import { filmPoints, trainFilm } from '../../../../../src/renderer/rooms/home/film'
import { xor } from '../../../../../src/renderer/rooms/home/firstExperiments'

test('the film begins with a network that guesses and ends with one that knows', () => {
  const frames = [...trainFilm(baseTrial(xor), 1, [0, 5, 400], null)].filter((frame) => frame !== null)
  expect(frames.map(({ epoch }) => epoch)).toEqual([0, 5, 400])
  const [before, , after] = frames.map(({ accuracy }) => accuracy ?? 0)
  expect(before).toBeLessThan(0.8)
  expect(after).toBeGreaterThan(0.95)
  // Each frame keeps its own weights while training goes on.
  const corner = [0.5, 0.5]
  const answers = frames.map(({ predictor }) => predictor.predict(corner)[0])
  expect(new Set(answers).size).toBe(3)
  const [wrong, points] = [frames.at(-1)!.predictor, filmPoints(baseTrial(xor), 1)]
  const right = points.filter(({ x, y, label }) => wrong.predict([x, y]).indexOf(Math.max(...wrong.predict([x, y]))) === label)
  expect(right.length / points.length).toBeGreaterThan(0.95)
})
