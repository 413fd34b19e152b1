/** The room Draw under a real pointer and a real keyboard: every drawing of the corpus, the grid, the X-ray, several models. */
import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import type { CDPSession, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { isFinal } from '../../src/api/records'
import type { ExperimentInput } from '../../src/engine/config/experiment'
import { findPreset } from '../../src/engine/config/presets'
import { parseDrawings, type Point, type Stroke } from '../../src/engine/index'
import { lab as runCli } from './cli-process'
import { openLab, type LabPage } from './lab-page'

const pen = 'test/pen/digits-writers-1-2.json'
const drawings = parseDrawings(readFileSync(pen, 'utf8'), pen)
const seven = drawings.find(({ writer, digit }) => writer === 2 && digit === 7)!

let lab: LabPage
let page: Page
let pointer: CDPSession

beforeAll(async () => {
  lab = await openLab()
  page = lab.page
  page.setDefaultTimeout(15_000)
  pointer = await page.context().newCDPSession(page)
  await page.goto(`${lab.origin}/#/draw`)
  await page.getByText(/^epoch 60 · held out/).waitFor()
})
afterAll(async () => {
  await lab.close()
})

const pad = () => page.locator('[data-pad]')
const stage = (name: string) => page.locator(`[data-stage="${name}"]`)

/** What stands on the screen in the frame that follows whatever was done before: the digit, null for none, and whether the model is not sure of it. */
function readFrame(): Promise<{ digit: number | null; unsure: boolean }> {
  return page.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => {
          const text = document.querySelector('[data-digit]')?.textContent ?? null
          resolve({ digit: text === null ? null : Number(text), unsure: document.querySelector('[data-unsure]') !== null })
        }),
      ),
  )
}

/** Draws with the mouse, four fifths of the pad large. Moves are sent without waiting for each other: the browser delivers those of a frame together, as it does with a fast hand. */
async function draw(strokes: readonly Stroke[]): Promise<void> {
  const box = (await pad().boundingBox())!
  const points = strokes.flat()
  const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis]!)))
  const size = Math.max(...points.map(([x, y]) => Math.max(x - left!, y - top!)))
  const place = ([x, y]: Point) => ({ x: box.x + box.width * (0.1 + (0.8 * (x - left!)) / size), y: box.y + box.height * (0.1 + (0.8 * (y - top!)) / size) })
  const sent: Promise<unknown>[] = []
  const send = (type: 'mousePressed' | 'mouseMoved' | 'mouseReleased', point: Point, buttons: number) =>
    sent.push(pointer.send('Input.dispatchMouseEvent', { type, ...place(point), button: 'left', buttons, clickCount: 1 }))
  for (const stroke of strokes) {
    send('mousePressed', stroke[0]!, 1)
    for (const point of stroke.slice(1)) send('mouseMoved', point, 1)
    send('mouseReleased', stroke.at(-1)!, 0)
  }
  await Promise.all(sent)
}

async function clear(): Promise<void> {
  await page.getByRole('button', { name: 'Clear' }).click()
  await expect.poll(async () => (await readFrame()).digit).toBeNull()
}

/** What a drawing was read as, in the frame after its last point. */
interface Replayed {
  digit: number | null
  unsure: boolean
}

/**
 * Draws each of them by pointer events of a pen whose moves come four at a time, as a browser hands over those of a frame, and clears the pad after it. Faster than
 * the browser's own input, which waits for a frame between moves.
 */
function replay(all: readonly (readonly Stroke[])[]): Promise<Replayed[]> {
  return page.evaluate(async (all) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
    const pad = document.querySelector('[data-pad]')!
    const clear = [...document.querySelectorAll('button')].find((button) => button.textContent.trim() === 'Clear')!
    const read: Replayed[] = []
    for (const strokes of all) {
      const box = pad.getBoundingClientRect()
      const points = strokes.flat()
      const [left, top] = [0, 1].map((axis) => Math.min(...points.map((point) => point[axis]!)))
      const size = Math.max(...points.map(([x, y]) => Math.max(x - left!, y - top!))) || 1
      const event = (type: string, [x, y]: readonly [number, number], coalescedEvents: PointerEvent[] = []) =>
        new PointerEvent(type, {
          pointerId: 7,
          pointerType: 'pen',
          bubbles: true,
          cancelable: true,
          clientX: box.left + box.width * (0.2 + (0.6 * (x - left!)) / size),
          clientY: box.top + box.height * (0.2 + (0.6 * (y - top!)) / size),
          coalescedEvents,
        })
      for (const stroke of strokes) {
        pad.dispatchEvent(event('pointerdown', stroke[0]!))
        for (let i = 1; i < stroke.length; i += 4) {
          const part = stroke.slice(i, i + 4)
          pad.dispatchEvent(
            event(
              'pointermove',
              part.at(-1)!,
              part.map((point) => event('pointermove', point)),
            ),
          )
        }
        pad.dispatchEvent(event('pointerup', stroke.at(-1)!))
      }
      await frame()
      const text = document.querySelector('[data-digit]')?.textContent ?? null
      read.push({ digit: text === null ? null : Number(text), unsure: document.querySelector('[data-unsure]') !== null })
      clear.click()
    }
    return read
  }, all)
}

const predictions = z.object({ predictions: z.array(z.object({ predicted: z.number(), probabilities: z.array(z.number()) })) })

describe('the pad', () => {
  test('reads all 198 drawings, replayed as pointer events, as the command line does, each in the frame after its last point', async () => {
    const { out } = await runCli('predict', '--pretrained', '--strokes', pen, '--json')
    const expected = predictions.parse(JSON.parse(out)).predictions
    expect(expected).toHaveLength(198)
    const begun = performance.now()
    const read = await replay(drawings.map(({ strokes }) => strokes))
    console.log('replay seconds', (performance.now() - begun) / 1000)
    expect(read.map(({ digit }) => digit)).toEqual(expected.map(({ predicted }) => predicted))
    const unsure = expected.map(({ probabilities }) => Math.max(...probabilities) < 0.9)
    expect(read.map((one) => one.unsure)).toEqual(unsure)
    expect(unsure.filter(Boolean).length).toBeGreaterThan(2)
  })
})
