import { expect, test } from 'vitest'
import { placeCard, tourSteps } from '../../../src/renderer/frame/tour/steps'
import { en } from '../../../src/renderer/texts/en'

const window = { width: 1280, height: 800 }
const card = { width: 360, height: 160 }

test('the card stands below what it points at, above it at the bottom, beside what is as tall as the window, and always within', () => {
  expect(placeCard({ left: 100, top: 100, width: 200, height: 40 }, card, window)).toEqual({ left: 100, top: 152 })
  // 800 − 30 − 160 − 12 = 598; the right end keeps 12 pixels: 1280 − 360 − 12.
  expect(placeCard({ left: 1200, top: 770, width: 80, height: 30 }, card, window)).toEqual({ left: 908, top: 598 })
  expect(placeCard({ left: 0, top: 0, width: 68, height: 800 }, card, window)).toEqual({ left: 80, top: 12 })
  // Nowhere is room: it lies over the target and within the window.
  expect(placeCard({ left: 0, top: 0, width: 640, height: 400 }, card, { width: 640, height: 400 })).toEqual({ left: 12, top: 12 })
})

test('every step has its words', () => {
  expect(Object.keys(en.tour.steps)).toEqual(tourSteps.map(({ name }) => name))
})
