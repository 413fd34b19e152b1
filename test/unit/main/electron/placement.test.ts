import { describe, expect, it } from 'vitest'
import { placeWindow, windowStateSchema, type Rectangle, type WindowState } from '../../../../src/main/electron/placement'

const rectangle = (x: number, y: number, width: number, height: number): Rectangle => ({ x, y, width, height })
const display = (x: number, y: number, width: number, height: number) => ({ workArea: rectangle(x, y, width, height) })
const stood = (bounds: Rectangle): WindowState => ({ bounds, maximised: false })

/** A taskbar of 40 points lies at the bottom. */
const main = display(0, 0, 1920, 1040)
const right = display(1920, 0, 2560, 1400)
const left = display(-1280, 100, 1280, 984)
/** A screen of 3840 x 2160 at 200 % has half as many points, at 300 % a third. */
const scaled = display(0, 0, 1280, 680)

describe('placeWindow', () => {
  it.each([
    // (1920 - 1280) / 2 = 320, (1040 - 800) / 2 = 120
    ['the first time, in the middle', null, [main], rectangle(320, 120, 1280, 800)],
    // 1280 x 800 do not fit into 1280 x 680: as large as the display
    ['the first time, on a small display', null, [scaled], rectangle(0, 0, 1280, 680)],
    ['where it stood', stood(rectangle(100, 50, 1000, 700)), [main], rectangle(100, 50, 1000, 700)],
    ['where it stood on the second display', stood(rectangle(2400, 300, 1500, 900)), [main, right], rectangle(2400, 300, 1500, 900)],
    ['where it stood on a display at negative places', stood(rectangle(-1200, 200, 1000, 700)), [main, left], rectangle(-1200, 200, 1000, 700)],
    // (1920 - 1500) / 2 = 210, (1040 - 900) / 2 = 70
    ['in the middle of the main one when the second is gone', stood(rectangle(2400, 300, 1500, 900)), [main], rectangle(210, 70, 1500, 900)],
    // 1920 - 1600 = 320, 1040 - 1000 = 40: moved as little as it takes
    ['moved inside when it hung out', stood(rectangle(900, 500, 1600, 1000)), [main], rectangle(320, 40, 1600, 1000)],
    ['as large as a display that became smaller', stood(rectangle(0, 0, 1900, 1000)), [scaled], rectangle(0, 0, 1280, 680)],
    // At 150 % the same screen has 2560 / 1.5 = 1706 points: 1706 - 1500 = 206
    ['moved when the scale has changed', stood(rectangle(800, 0, 1500, 900)), [display(0, 0, 1706, 933)], rectangle(206, 0, 1500, 900)],
    // Only 100 of 160 points of its top edge are seen at the right: (1920 - 1280) / 2
    ['in the middle when too little of its top edge is seen', stood(rectangle(1820, 100, 1280, 800)), [main], rectangle(320, 120, 1280, 800)],
    ['in the middle when its top edge lies above the display', stood(rectangle(100, -500, 1280, 800)), [main], rectangle(320, 120, 1280, 800)],
    // 200 x 100 is below the least size: 800 x 600
    ['not smaller than it can be used', stood(rectangle(300, 200, 200, 100)), [main], rectangle(300, 200, 800, 600)],
    // 1000 points lie on the main display and 280 on the right one.
    ['on the display that shows most of its top edge', stood(rectangle(920, 0, 1280, 800)), [main, right], rectangle(640, 0, 1280, 800)],
  ] as const)('%s', (_when, state, displays, expected) => {
    expect(placeWindow(state, displays)).toEqual(expected)
  })

  it('lies within a display, whatever was kept', () => {
    for (const x of [-99_999, -3000, -700, 0, 1500, 5000, 99_999]) {
      for (const width of [1, 900, 5000, 100_000]) {
        const placed = placeWindow(stood(rectangle(x, x, width, width)), [main, right, left])
        const within = [main, right, left].some(
          ({ workArea: area }) =>
            placed.x >= area.x && placed.y >= area.y && placed.x + placed.width <= area.x + area.width && placed.y + placed.height <= area.y + area.height,
        )
        expect(within, `${x}, ${width}`).toBe(true)
      }
    }
  })
})

describe('what was kept', () => {
  it('is taken only where it is whole', () => {
    const good = { bounds: rectangle(1, 2, 1280, 800), maximised: true }
    expect(windowStateSchema.safeParse(good).success).toBe(true)
    const wrong = [
      null,
      {},
      { ...good, maximised: 'yes' },
      { ...good, bounds: { ...good.bounds, x: Number.NaN } },
      { ...good, bounds: { ...good.bounds, x: 0.5 } },
      { ...good, bounds: { ...good.bounds, width: 0 } },
      { ...good, bounds: { ...good.bounds, height: 1e9 } },
      { ...good, page: 'https://example.org/' },
    ]
    for (const state of wrong) expect(windowStateSchema.safeParse(state).success, JSON.stringify(state)).toBe(false)
  })
})
