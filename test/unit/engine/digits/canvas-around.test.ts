import { expect, it } from 'vitest'
import { canvasAround, PEN_SHARE } from '../../../../src/engine/digits/canvas-around'
import { prepareBySteps } from '../../../../src/engine/digits/prepare'

it('is the square around all drawings together', () => {
  // x from 10 to 50 and y from 0 to 20: 40 wide, so that 10 are added above and below.
  const canvas = canvasAround([[[[10, 0], [30, 20]]], [[[50, 5]]]]) // prettier-ignore
  expect(canvas).toEqual({ left: 10, top: -10, side: 40, pen: 40 * PEN_SHARE })
})

it('goes around a dot too', () => {
  const dot = [[[7, 9]]] as const
  expect(canvasAround([dot])).toEqual({ left: 6.5, top: 8.5, side: 1, pen: PEN_SHARE })
  expect(prepareBySteps(dot, canvasAround([dot]), new Set())?.some((grey) => grey > 0)).toBe(true)
})
