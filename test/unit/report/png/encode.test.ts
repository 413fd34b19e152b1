import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { readChunks } from '../../../../src/report/png/chunks'
import { encodePng } from '../../../../src/report/png/encode'

test('pixels come back row by row, each row behind a byte without filter', () => {
  const pixels = [255, 0, 0, 255, 0, 255, 0, 128]
  const [head, data, end] = readChunks(encodePng({ width: 1, height: 2, pixels }), 'a.png')
  expect([head?.type, data?.type, end?.type, head?.intact, data?.intact]).toEqual(['IHDR', 'IDAT', 'IEND', true, true])
  // 1 x 2 pixels of 8 bits, colour type 6.
  expect([...head!.data]).toEqual([0, 0, 0, 1, 0, 0, 0, 2, 8, 6, 0, 0, 0])
  expect([...inflateSync(data!.data)]).toEqual([0, 255, 0, 0, 255, 0, 0, 255, 0, 128])
})

test('what is longer than a block of deflate takes several', () => {
  const pixels = Uint8Array.from({ length: 4 * 200 * 100 }, (_, i) => i % 251)
  const [, data] = readChunks(encodePng({ width: 200, height: 100, pixels }), 'a.png')
  const lines = inflateSync(data!.data)
  expect(lines.length).toBe(100 * 801)
  expect(lines.subarray(99 * 801 + 1)).toEqual(Buffer.from(pixels.subarray(99 * 800)))
})
