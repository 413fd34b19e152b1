import { expect, test } from 'vitest'
import type { FigureMetadata } from '../../../src/api/figure-file'
import { findPreset } from '../../../src/engine/config/presets'
import { baseTrial } from '../../../src/engine/config/trials'
import { readFigureFile } from '../../../src/report/read-figure'
import { isSvg, writeSvgMetadata } from '../../../src/report/svg/metadata'
import { escapeXml, unescapeXml } from '../../../src/report/xml'

const { config } = findPreset('fig3')!
const metadata: FigureMetadata = {
  format: 'backprop-lab-figure',
  version: 1,
  title: `</metadata><script>alert("&amp;")</script>`,
  figure: null,
  variant: null,
  program: '0.1.0',
  experiment: config,
  settings: [{ label: 'XOR', configDigest: 'a'.repeat(64), config: baseTrial(config), trials: [{ seed: 1, dataDigest: null }] }],
}
const picture = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" width="1mm"><text>Loss</text></svg>'
const bytes = (text: string) => new TextEncoder().encode(text)
const read = (text: string) => {
  const result = readFigureFile(bytes(text), 'fig.svg')
  return result.ok ? result.value : result.message
}

test('what is written is read again, whatever its words hold', () => {
  const written = writeSvgMetadata(picture, metadata)
  expect(read(written)).toEqual(metadata)
  expect(written).toContain('<text>Loss</text>')
  // Markup in a title ends nothing: the only element of that name is ours.
  expect(written.match(/<\/metadata>/g)).toHaveLength(1)
  expect(written).not.toContain('<script>')
})

test('an SVG of others, a damaged one and a newer one say why they cannot be opened', () => {
  expect(read(picture)).toMatch(/^fig\.svg holds no experiment/)
  const written = writeSvgMetadata(picture, metadata)
  expect(read(written.replace('"version":1'.replaceAll('"', '&quot;'), '&quot;version&quot;:2'))).toMatch(/newer Backprop Lab/)
  expect(read(written.replace('</metadata>', ''))).toMatch(/damaged: it does not end/)
  expect(read(written.replace('&quot;settings&quot;', '&quot;sets&quot;'))).toMatch(/^The experiment in fig\.svg is damaged/)
  expect(read('plain words')).toBe('fig.svg is no PNG or SVG picture. A figure that was exported from Backprop Lab is one of them.')
})

test('an SVG is known by its root, behind declaration and comments', () => {
  expect([picture, '<svg>', '<!-- made by hand --><svg width="3">'].map((text) => isSvg(bytes(text)))).toEqual([true, true, true])
  expect(['<html><svg></svg></html>', 'svg', ''].map((text) => isSvg(bytes(text)))).toEqual([false, false, false])
})

test('characters that XML forbids become visible, all others come back', () => {
  expect(escapeXml('a<b>&"c\u0000\ud800')).toBe('a&lt;b&gt;&amp;&quot;c\ufffd\ufffd')
  const words = `5 < 6 & "seven" \u202e 🙂`
  expect(unescapeXml(escapeXml(words))).toBe(words)
  expect(unescapeXml('&#x41;&#66;&unknown;')).toBe('AB&unknown;')
})
