/** The same trial gives the same weights, to the last bit, in Node and in Chromium: two versions of one JavaScript machine, with other compilers for WebAssembly. */
import { resolve } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { build } from 'vite'
import { assemblyPlugin } from '../../scripts/assembly-plugin'
import bytes from '../../src/engine/fast/assembly/index.ts?wasm'
import { compileFast } from '../../src/engine/fast/module'
import { trainEveryKind, trialsOfEveryKind, type Bits } from '../unit/engine/training/every-kind'
import { launchChromium } from './chromium'

let browser: Browser
let page: Page

beforeAll(async () => {
  const script = await bundle()
  browser = await launchChromium()
  page = await browser.newPage()
  await page.addScriptTag({ content: script })
})
afterAll(() => browser.close())

/** The trials and the engine as one script for a page, made smaller as the product's is. */
async function bundle(): Promise<string> {
  const built = await build({
    root: resolve(import.meta.dirname, '../..'),
    configFile: false,
    plugins: [assemblyPlugin(resolve('.'))],
    logLevel: 'error',
    build: {
      write: false,
      minify: true,
      lib: { entry: resolve(import.meta.dirname, 'same-bits-page.ts'), formats: ['iife'], name: 'sameBits' },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first !== undefined && 'output' in first ? first.output[0] : undefined
  if (chunk === undefined) throw new Error('nothing was built')
  return chunk.code
}

describe.each(['fast', 'reference'] as const)('on the %s kernels', (kernels) => {
  it('every kind of trial comes to the same bits in Node and in Chromium', async () => {
    const fast = compileFast(bytes)
    if (fast === null) throw new Error('this Node has no WebAssembly SIMD')
    const here = trainEveryKind(kernels, fast)
    const there = await page.evaluate<Bits[]>(`sameBits.train('${kernels}')`)
    expect(here.map(({ kind }) => kind)).toEqual(Object.keys(trialsOfEveryKind))
    for (const [k, { kind, epochs }] of here.entries()) {
      expect(epochs.length, kind).toBe(trialsOfEveryKind[kind]!.epochs + 1)
      expect(new Set(epochs.map(({ weights }) => weights)).size, kind).toBe(epochs.length)
      expect(there[k], kind).toEqual(here[k])
    }
  })
})
