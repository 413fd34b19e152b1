import { describe, expect, test } from 'vitest'
import type { FigureMetadata } from '../../../src/api/figure-file'
import { baseTrial, expandSettings } from '../../../src/engine/config/trials'
import { findPreset } from '../../../src/engine/config/presets'
import { crc32 } from '../../../src/engine/index'
import { readChunks, writeChunks, type Chunk } from '../../../src/report/png/chunks'
import { metadataKeyword, readMetadata, writeMetadata } from '../../../src/report/png/metadata'
import { mostMetadataBytes } from '../../../src/report/metadata-text'
import { decodeText, encodeText } from '../../../src/report/png/text'

/** One grey pixel: what a canvas writes, in the fewest chunks. */
const pixel = Uint8Array.from(Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCB3UNq9AAAAABJRU5ErkJggg==', 'base64'))

const preset = findPreset('fig5')!.config
const expanded = expandSettings(preset)
const metadata: FigureMetadata = {
  format: 'backprop-lab-figure',
  version: 1,
  title: 'Figure 5: Activations, “ä” – 漢字',
  figure: 5,
  variant: 'full',
  program: '0.1.0',
  experiment: preset,
  settings: (expanded.ok ? expanded.value : []).map(({ label, config }) => ({
    label,
    configDigest: 'ab'.repeat(32),
    config,
    trials: [{ seed: 1, dataDigest: 'cd'.repeat(32) }, { seed: 2, dataDigest: null }],
  })), // prettier-ignore
}
const written = writeMetadata(pixel, metadata, 300)

const message = (bytes: Uint8Array) => {
  const read = readMetadata(bytes, 'fig.png')
  return read.ok ? 'read' : `${read.code}: ${read.message}`
}
const withChunks = (change: (chunks: Chunk[]) => Pick<Chunk, 'type' | 'data'>[]) => writeChunks(change(readChunks(written, 'fig.png')))
/** The file with another text in place of the metadata, and its checksum right. */
const withText = (text: string) =>
  withChunks((chunks) =>
    chunks.map((chunk) => (decodeText(chunk.data)?.keyword === metadataKeyword ? { type: 'iTXt', data: encodeText(metadataKeyword, text) } : chunk)),
  )

describe('what is written', () => {
  test('comes back as it was, with all letters', () => {
    expect(metadata.settings).toHaveLength(3)
    expect(readMetadata(written, 'fig.png')).toEqual({ ok: true, value: metadata })
  })

  test('300 dots an inch are 11,811 pixels a metre, along both axes', () => {
    const phys = readChunks(written, 'fig.png').find(({ type }) => type === 'pHYs')!
    // 300 / 0.0254 m = 11811.02; 0x2e23 = 11811; the last byte says metre.
    expect([...phys.data]).toEqual([0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1])
  })

  test('chunks stand in the order that the format asks for, and the picture is untouched', () => {
    const chunks = readChunks(written, 'fig.png')
    expect(chunks.map(({ type }) => type)).toEqual(['IHDR', 'pHYs', 'iTXt', 'iTXt', 'iTXt', 'IDAT', 'IEND'])
    expect(chunks.every(({ intact }) => intact)).toBe(true)
    expect(chunks.flatMap(({ data }) => decodeText(data)?.keyword ?? [])).toEqual(['Title', 'Software', metadataKeyword])
    const before = readChunks(pixel, 'pixel.png')
    expect(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => [...data])).toEqual([[...before[1]!.data]])
  })

  test('written again it replaces what was there; texts of others stay', () => {
    const foreign = withChunks(([header, ...rest]) => [header!, { type: 'iTXt', data: encodeText('Comment', 'mine') }, ...rest])
    const again = writeMetadata(foreign, { ...metadata, title: 'Again' }, 600)
    const chunks = readChunks(again, 'fig.png')
    expect(chunks.filter(({ type }) => type === 'pHYs')).toHaveLength(1)
    expect(chunks.flatMap(({ data, type }) => (type === 'iTXt' ? (decodeText(data)?.keyword ?? []) : []))).toEqual([
      'Title',
      'Software',
      metadataKeyword,
      'Comment',
    ])
    const read = readMetadata(again, 'fig.png')
    expect(read.ok && read.value.title).toBe('Again')
  })

  test('bytes that are no PNG, and metadata too large to be read again, are refused', () => {
    expect(() => writeMetadata(Uint8Array.of(1, 2, 3), metadata, 300)).toThrow(/signature of a PNG/)
    const trials = Array.from({ length: 300_000 }, (_, i) => ({ seed: i + 1, dataDigest: null }))
    const large = { ...metadata, settings: [{ ...metadata.settings[0]!, trials }] }
    expect(() => writeMetadata(pixel, large, 300)).toThrow(RangeError)
  })
})

describe('what cannot be read says why', () => {
  test('no PNG', () => {
    expect(message(new TextEncoder().encode('<svg/>'))).toMatch(/^data: fig\.png is no PNG picture\./)
    expect(message(new Uint8Array())).toMatch(/is no PNG picture/)
  })

  test('a PNG without metadata', () => {
    expect(message(pixel)).toMatch(/^data: fig\.png holds no experiment\./)
    // A chunk of the same letters with another keyword is none either.
    expect(message(withChunks((chunks) => chunks.filter(({ data }) => decodeText(data)?.keyword !== metadataKeyword)))).toMatch(/holds no experiment/)
  })

  test('a file that ends too early, wherever', () => {
    for (let end = 8; end < written.length; end += 41) expect(message(written.subarray(0, end))).toMatch(/fig\.png is damaged: byte \d+: expected/)
  })

  test('one flipped bit in the metadata is found by its checksum', () => {
    const at = Buffer.from(written).indexOf('"version":1')
    const flipped = written.slice()
    flipped[at + 3]! ^= 1
    expect(message(flipped)).toBe('data: The experiment in fig.png is damaged: its checksum does not match. Take the file as it was exported.')
  })

  test('a length beyond the file, and a chunk without a name', () => {
    const long = written.slice()
    long.set([0x7f, 0xff, 0xff, 0xff], 8)
    expect(message(long)).toMatch(/expected 2147483647 bytes in chunk IHDR, found the end of the file/)
    const nameless = written.slice()
    nameless.set([1, 2, 3, 4], 12)
    expect(message(nameless)).toMatch(/byte 12: expected the four letters of a chunk/)
  })

  test('changed with a right checksum: what the schema refuses is named', () => {
    expect(message(withText('{'))).toMatch(/is damaged: it is no JSON/)
    expect(message(withText('null'))).toMatch(/is damaged: the whole:/)
    expect(message(withText(JSON.stringify({ ...metadata, settings: [] })))).toMatch(/is damaged: settings:/)
    expect(message(withText(JSON.stringify({ ...metadata, extra: 1 })))).toMatch(/is damaged: .*extra/)
    const config = { ...baseTrial(preset), epochs: 1e12 }
    expect(message(withText(JSON.stringify({ ...metadata, settings: [{ ...metadata.settings[0]!, config }] })))).toMatch(/settings\.0\.config\.epochs/)
  })

  test('a newer version is told apart from damage', () => {
    expect(message(withText(JSON.stringify({ ...metadata, version: 2, settings: 'of another kind' })))).toBe(
      'data: fig.png was made by a newer Backprop Lab: its figure has version 2, and this program reads up to 1. Open it with a newer Backprop Lab.',
    )
    expect(message(withText(JSON.stringify({ ...metadata, version: 0 })))).toMatch(/is damaged: version/)
    expect(message(withText(JSON.stringify({ ...metadata, format: 'other', version: 2 })))).toMatch(/is damaged: format/)
  })

  test('twice, compressed, no UTF-8, too deep, too large', () => {
    const twice = withChunks((chunks) => chunks.flatMap((chunk) => (decodeText(chunk.data)?.keyword === metadataKeyword ? [chunk, chunk] : [chunk])))
    expect(message(twice)).toMatch(/damaged: it appears 2 times/)
    const changed = (change: (data: Uint8Array) => Uint8Array) =>
      message(
        withChunks((chunks) => chunks.map((chunk) => (decodeText(chunk.data)?.keyword === metadataKeyword ? { ...chunk, data: change(chunk.data) } : chunk))),
      )
    expect(changed((data) => data.with(metadataKeyword.length + 1, 1))).toMatch(/compressed by another program/)
    expect(changed((data) => data.with(data.length - 5, 0xff))).toMatch(/it is no UTF-8/)
    expect(message(withText('['.repeat(100_000)))).toMatch(/nested deeper than 64 levels/)
    expect(message(withText(`"${' '.repeat(mostMetadataBytes)}"`))).toMatch(/at most 8388608 are read/)
  })

  test('brackets within strings are no depth', () => {
    const read = readMetadata(writeMetadata(pixel, { ...metadata, title: `${'['.repeat(100)} \\" "` }, 300), 'fig.png')
    expect(read.ok && read.value.title).toBe(`${'['.repeat(100)} \\" "`)
  })
})

test('the checksum of IEND is the one that every PNG ends with', () => {
  expect(crc32(new TextEncoder().encode('IEND'))).toBe(0xae426082)
})
