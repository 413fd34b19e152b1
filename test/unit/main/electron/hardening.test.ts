import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { hardenContents } from '../../../../src/main/electron/hardening'
import { labPage } from '../../../../src/main/electron/policy'

const releases = 'https://github.com/ada/backprop-lab/releases'

/** A page as Electron makes it, and what becomes of its links. */
function openContents(address: string | null) {
  const app = new EventEmitter()
  const opened: string[] = []
  hardenContents(app as unknown as Parameters<typeof hardenContents>[0], labPage, { address, open: (outside) => opened.push(outside) })
  let decide: (details: { url: string }) => { action: string } = () => ({ action: 'allow' })
  const contents = Object.assign(new EventEmitter(), { setWindowOpenHandler: (handler: typeof decide) => (decide = handler) })
  app.emit('web-contents-created', {}, contents)
  return { opened, open: (url: string) => decide({ url }).action }
}

it('leaves the page of the releases to the user’s browser, and opens no window for it', () => {
  const { open, opened } = openContents(releases)
  expect(open(releases)).toBe('deny')
  expect(opened).toEqual([releases])
})

it('opens nothing else, whatever it resembles', () => {
  const { open, opened } = openContents(releases)
  const others = [
    `${releases}/`,
    `${releases}?x`,
    `${releases}#x`,
    'https://github.com/',
    'http://github.com/ada/backprop-lab/releases',
    'file:///',
    labPage,
    '',
  ]
  for (const url of others) expect(open(url), url).toBe('deny')
  expect(opened).toEqual([])
})

it('opens nothing where the build names no page', () => {
  const { open, opened } = openContents(null)
  for (const url of [releases, 'null', '']) expect(open(url), url).toBe('deny')
  expect(opened).toEqual([])
})
